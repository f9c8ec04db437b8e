// Why: puts the parts of the review page together, once.
// Refuses: to hold matter of its own; each part is a module.

import { ACTIONS } from "./actions.js";
import { aroundList } from "./around.js";
import { banners } from "./banners.js";
import { findingCard } from "./card.js";
import { checkList } from "./checker.js";
import { conflictsList, openConflicts } from "./conflicts.js";
import { documentsList } from "./documents.js";
import { byId, h } from "./dom.js";
import { drawsByPointer } from "./draw.js";
import { findingsList } from "./findings.js";
import { header } from "./header.js";
import { loadKeys, useActions } from "./keys.js";
import { pageBar } from "./pagebar.js";
import { panes } from "./panes.js";
import { peopleList } from "./people.js";
import { picksByPointer } from "./pick.js";
import { on, store } from "./store.js";
import { tabs } from "./tabs.js";
import { pagesList } from "./thumbnails.js";
import { viewer } from "./viewer.js";

/** Builds the page; the state is there, the findings may still come. */
export function review() {
  byId("start").hidden = true;
  byId("review").hidden = false;
  document.title = `${store.state.reference || "Case"} – Blackpanel`;
  useActions(ACTIONS);
  header();
  banners();
  panes();
  viewer();
  pageBar();
  findingCard();
  findingsList();
  side();
  drawsByPointer();
  picksByPointer();
  loadKeys();
}

function side() {
  const panel = (/** @type {string} */ name) => h("div", { id: `panel-${name}`, class: "panel" });
  const all = { people: panel("people"), documents: panel("documents"), pages: panel("pages"), settle: panel("settle"), around: panel("around"), check: panel("check") };
  peopleList(all.people);
  documentsList(all.documents);
  const pages = pagesList(all.pages);
  conflictsList(all.settle);
  const around = aroundList(all.around);
  const check = checkList(all.check);
  const bar = tabs(byId("side"), "Lists", [
    { name: "people", words: "People", panel: all.people },
    { name: "documents", words: "Documents", panel: all.documents },
    { name: "pages", words: "Pages", panel: all.pages, ...pages },
    { name: "settle", words: "To settle", panel: all.settle },
    { name: "around", words: "Left around", panel: all.around, ...around },
    { name: "check", words: "Check", panel: all.check, ...check },
  ]);
  byId("side").append(...Object.values(all));
  const count = () => bar.word("settle", openConflicts() > 0 ? `To settle ⚠ ${openConflicts()}` : "To settle");
  on("state", count);
  count();
  if (store.state.role === "checker") bar.open("check");
}
