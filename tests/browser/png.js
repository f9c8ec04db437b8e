// Why: pictures of pages for the stand-in: grey lines like text, as PNG (ISO/IEC 15948).
// Refuses: colour and anything that costs time; a picture of one size is made once.

import { deflateSync } from "node:zlib";

const made = new Map();

/** @param {{width: number, height: number}} page in points @param {number} dpi */
export function picture({ width, height }, dpi) {
  const [across, down] = [Math.round((width * dpi) / 72), Math.round((height * dpi) / 72)];
  const key = `${across}x${down}`;
  if (!made.has(key)) made.set(key, png(across, down, dpi / 72));
  return made.get(key);
}

function png(width, height, scale) {
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y += 1) {
    rows[y * (width + 1)] = 0;
    const line = (y / scale) % 16;
    if (line < 5 || line > 14) continue;
    for (let x = 0; x < width; x += 1) if ((x / scale) % 60 < 52 && (x * 7 + y * 13) % 5 < 2) rows[y * (width + 1) + 1 + x] = 40;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 1 })), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([size, body, sum]);
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
