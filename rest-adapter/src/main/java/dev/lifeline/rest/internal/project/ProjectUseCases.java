package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.in.DeleteProjectUseCase;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.port.in.ListProjectsUseCase;
import dev.lifeline.domain.port.in.ReplaceProjectUseCase;

/** Use cases for projects. */
public record ProjectUseCases(
        FindProjectUseCase find,
        ListProjectsUseCase list,
        CreateProjectUseCase create,
        ReplaceProjectUseCase replace,
        DeleteProjectUseCase delete) {}
