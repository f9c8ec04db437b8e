// Why: page pictures on a few canvases that are used again and again, so that 2,000 pages need the memory of seven.
// Refuses: <img> elements, whose decoded pictures the browser keeps; every bitmap is closed once it is drawn.

import { picture, Refused } from "./api.js";

/** Resolutions that are asked for, so that the program can keep its pictures. */
const STEPS = [24, 48, 72, 96, 144, 192, 288];
const SPARE = 10;
/** @type {HTMLCanvasElement[]} */
const spare = [];

/** @returns {HTMLCanvasElement} one that is free */
export function takeCanvas() {
  return spare.pop() ?? document.createElement("canvas");
}

/** @param {HTMLCanvasElement} canvas one that is no longer shown */
export function giveCanvas(canvas) {
  canvas.remove();
  canvas.removeAttribute("data-drawn");
  if (spare.length < SPARE) spare.push(canvas);
  // a canvas that goes gives its memory back at once
  else canvas.width = canvas.height = 0;
}

/** @param {number} scale CSS pixels for a point @returns {number} dots per inch to ask for */
export function resolution(scale) {
  const wanted = scale * 72 * Math.min(window.devicePixelRatio || 1, 2);
  return STEPS.find((step) => step >= wanted - 1) ?? STEPS[STEPS.length - 1];
}

/**
 * Draws a page on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {number} n @param {number} dpi @param {"source"|"burned"} view @param {AbortSignal} signal
 */
export async function drawPage(canvas, n, dpi, view, signal) {
  const blob = await patiently(() => picture(n, dpi, view, signal), signal);
  const bitmap = await createImageBitmap(blob);
  if (!signal.aborted) {
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    canvas.getContext("2d", { alpha: false })?.drawImage(bitmap, 0, 0);
    canvas.dataset.drawn = String(n);
  }
  bitmap.close();
}

/** Asks again when the program has too much to do. @template T @param {() => Promise<T>} ask @param {AbortSignal} signal @returns {Promise<T>} */
async function patiently(ask, signal) {
  for (let turn = 0; ; turn += 1) {
    try {
      return await ask();
    } catch (cause) {
      if (signal.aborted || !(cause instanceof Refused) || cause.status !== 503 || turn > 20) throw cause;
      await new Promise((done) => setTimeout(done, 150));
    }
  }
}
