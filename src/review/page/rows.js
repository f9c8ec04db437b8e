// Why: a list of any length as a listbox that keeps only the rows in view in the page, numbered for screen readers
// (aria-setsize, aria-posinset). Refuses: controls inside a row; what can be done stands in the card beside it.

import { h } from "./dom.js";

const AHEAD = 4;
let lists = 0;

/**
 * @typedef {object} Source
 * @property {string} label the name of the list
 * @property {number} height of a row, in rem
 * @property {() => number} count
 * @property {(index: number, row: HTMLElement) => void} draw fills a row
 * @property {(index: number) => void} choose a row was chosen by arrow key or click
 * @property {(index: number) => void} [open] Enter on a row
 */

/** A windowed listbox. */
export class Rows {
  /** @param {Source} source */
  constructor(source) {
    this.source = source;
    this.name = `list${(lists += 1)}`;
    this.at = -1;
    this.tall = 0;
    /** @type {Map<number, HTMLElement>} */
    this.mounted = new Map();
    this.space = h("div", { role: "presentation", class: "rows-space" });
    this.element = h("div", { role: "listbox", tabindex: "0", class: "rows", "aria-label": source.label, onkeydown: (/** @type {any} */ event) => this.key(event) }, this.space);
    this.element.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => {
      this.tall = 0;
      this.draw();
    }).observe(this.element);
  }

  /** Height of a row in CSS pixels; it follows the size of the text. */
  get rowHeight() {
    this.tall ||= this.source.height * parseFloat(getComputedStyle(document.documentElement).fontSize);
    return this.tall;
  }

  /** Draws all rows in view anew: the matter or the order changed. */
  fresh() {
    for (const row of this.mounted.values()) row.remove();
    this.mounted.clear();
    this.draw();
  }

  /** Fills the rows in view again, in place. */
  update() {
    for (const [index, row] of this.mounted) this.put(index, row);
  }

  draw() {
    if (this.element.clientHeight === 0) return; // in a tab that is not shown
    const count = this.source.count();
    const height = this.rowHeight;
    this.space.style.height = `${count * height}px`;
    const first = Math.max(0, Math.floor(this.element.scrollTop / height) - AHEAD);
    const last = Math.min(count, Math.ceil((this.element.scrollTop + this.element.clientHeight) / height) + AHEAD);
    const spare = [];
    for (const [index, row] of this.mounted) {
      if (index >= first && index < last) continue;
      this.mounted.delete(index);
      spare.push(row);
    }
    for (let index = first; index < last; index += 1) {
      if (this.mounted.has(index)) continue;
      const row = spare.pop() ?? this.row();
      this.mounted.set(index, row);
      this.put(index, row);
      row.style.transform = `translateY(${index * height}px)`;
      if (row.parentNode !== this.space) this.space.append(row);
    }
    for (const row of spare) row.remove();
    this.mark();
  }

  row() {
    const row = h("div", { role: "option", class: "row" });
    row.addEventListener("click", () => this.pick(Number(row.dataset.index)));
    row.style.height = `${this.source.height}rem`;
    return row;
  }

  /** @param {number} index @param {HTMLElement} row */
  put(index, row) {
    row.dataset.index = String(index);
    row.id = `${this.name}-${index}`;
    row.setAttribute("aria-setsize", String(this.source.count()));
    row.setAttribute("aria-posinset", String(index + 1));
    row.setAttribute("aria-selected", String(index === this.at));
    this.source.draw(index, row);
  }

  mark() {
    if (this.mounted.has(this.at)) this.element.setAttribute("aria-activedescendant", `${this.name}-${this.at}`);
    else this.element.removeAttribute("aria-activedescendant");
  }

  /** Shows a row as the chosen one, without telling anybody. @param {number} index -1 for none */
  show(index) {
    const before = this.mounted.get(this.at);
    this.at = index;
    before?.setAttribute("aria-selected", "false");
    if (index >= 0) {
      const height = this.rowHeight;
      const { scrollTop, clientHeight } = this.element;
      if (index * height < scrollTop) this.element.scrollTop = index * height;
      else if ((index + 1) * height > scrollTop + clientHeight) this.element.scrollTop = (index + 1) * height - clientHeight;
      this.draw();
      this.mounted.get(index)?.setAttribute("aria-selected", "true");
    }
    this.mark();
  }

  /** @param {number} index */
  pick(index) {
    if (index < 0 || index >= this.source.count()) return;
    this.show(index);
    this.source.choose(index);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight) - 1);
    const count = this.source.count();
    /** @type {Object<string, number>} */
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: Math.min(this.at + page, count - 1), PageUp: Math.max(0, this.at - page), Home: 0, End: count - 1 };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in to) this.pick(to[event.key]);
    else if (event.key === "Enter" && this.source.open && this.at >= 0) this.source.open(this.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
