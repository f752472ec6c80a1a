// The few things that every part of the page does with the document. Nothing here takes markup: text goes in as text.

export const byId = (id) => document.getElementById(id);

/** Puts text in the place of an element's content, and leaves the document alone if it is there already. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Makes an element. Attributes that are null are left out; children are elements or text. */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for drawings. */
export function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The value of a colour that the style sheet names. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
