// The icon of the tab, which shows the state while the page is hidden. All icons are fetched at the start, because an
// unreachable service cannot deliver them.

import { byId } from "./dom.js";

const TONES = ["starting", "ok", "warn", "lost", "gone"];
const icons = new Map();

export function loadIcons() {
  return Promise.allSettled(TONES.map(load));
}

async function load(tone) {
  const answer = await fetch(`assets/icon-${tone}.svg`);
  if (answer.ok) {
    icons.set(tone, `data:image/svg+xml,${encodeURIComponent(await answer.text())}`);
  }
}

export function showIcon(tone) {
  const icon = icons.get(tone);
  if (icon !== undefined && byId("favicon").href !== icon) {
    byId("favicon").href = icon;
  }
}
