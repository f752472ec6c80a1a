package dev.lifeline.domain.testing;

import dev.lifeline.domain.port.out.ProjectRepository;

class InMemoryProjectRepositoryTest extends ProjectRepositoryContract {
    private final ProjectRepository repository = new InMemoryProjectRepository(new FakeClock());

    @Override
    protected ProjectRepository repository() {
        return repository;
    }
}
