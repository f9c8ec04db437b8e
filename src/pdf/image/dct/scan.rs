//! One scan of entropy-coded data into coefficients (ISO/IEC 10918-1, F.2 and G.2).

use super::ImageError;
use super::bits::BitReader;
use super::frame::{Coefficients, Frame};
use super::huffman::Decoder;

/// The tables in force, by destination.
#[derive(Default, Clone)]
pub(super) struct Tables {
    pub(super) dc: [Option<Decoder>; 4],
    pub(super) ac: [Option<Decoder>; 4],
}

/// What a scan header says (B.2.3).
pub(super) struct Header {
    /// Component and its DC and AC tables.
    pub(super) of: Vec<(usize, usize, usize)>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) high: u32,
    pub(super) low: u32,
}

impl Header {
    pub(super) fn read(body: &[u8], frame: &Frame) -> Result<Self, ImageError> {
        let (&count, rest) = body.split_first().ok_or(ImageError::Damaged)?;
        let count = usize::from(count);
        let Some([start, end, approximation]) = rest.get(count * 2..count * 2 + 3) else {
            return Err(ImageError::Damaged);
        };
        let mut of: Vec<(usize, usize, usize)> = Vec::new();
        for spec in rest.chunks_exact(2).take(count) {
            let index = frame.components.iter().position(|c| c.id == spec[0]).ok_or(ImageError::Damaged)?;
            if of.iter().any(|&(i, ..)| i == index) {
                return Err(ImageError::Damaged);
            }
            of.push((index, usize::from(spec[1] >> 4), usize::from(spec[1] & 15)));
        }
        let (start, end) = if frame.progressive { (*start, *end) } else { (0, 63) };
        let (high, low) = if frame.progressive { (approximation >> 4, approximation & 15) } else { (0, 0) };
        let sound = start <= end && end < 64 && low <= 13 && (start > 0 || end == 0 || !frame.progressive);
        if of.is_empty() || !sound || (start > 0 && of.len() > 1) {
            return Err(ImageError::Damaged);
        }
        let (start, end) = (usize::from(start), usize::from(end));
        Ok(Self { of, start, end, high: u32::from(high), low: u32::from(low) })
    }
}

/// Decodes one scan that starts at `at` of `data`; gives whether bytes follow its last block.
pub(super) fn decode(
    (data, at): (&[u8], usize),
    frame: &Frame,
    header: &Header,
    tables: &Tables,
    restart: u32,
    planes: &mut [Coefficients],
) -> Result<bool, ImageError> {
    let mut state = State {
        reader: BitReader::new(data, at),
        header,
        progressive: frame.progressive,
        predictions: [0; 4],
        run: 0,
    };
    let slots = slots(frame, header, tables);
    let order: Vec<usize> = header.of.iter().map(|&(i, ..)| i).collect();
    let per_unit: u32 = slots.iter().map(|s| s.blocks).sum();
    let mut done = 0u32;
    let blocks: Box<dyn Iterator<Item = (usize, u32, u32)>> = match order.as_slice() {
        [one] => {
            let (across, down) = frame.components.get(*one).map_or((0, 0), |c| c.real);
            let one = *one;
            Box::new((0..down).flat_map(move |y| (0..across).map(move |x| (one, x, y))))
        }
        several => Box::new(frame.interleaved(several)),
    };
    for (component, x, y) in blocks {
        if restart > 0 && done == restart * per_unit {
            state.restart()?;
            done = 0;
        }
        let slot = slots.iter().find(|s| s.component == component).ok_or(ImageError::Damaged)?;
        let block = planes.get_mut(component).and_then(|p| p.block_mut(x, y)).ok_or(ImageError::Damaged)?;
        state.block(slot, block)?;
        done += 1;
    }
    Ok(state.reader.has_more())
}

/// A component of the scan with its tables.
struct Slot<'a> {
    component: usize,
    blocks: u32,
    dc: Option<&'a Decoder>,
    ac: Option<&'a Decoder>,
}

fn slots<'a>(frame: &Frame, header: &Header, tables: &'a Tables) -> Vec<Slot<'a>> {
    let slot = |&(component, dc, ac): &(usize, usize, usize)| Slot {
        component,
        blocks: match frame.components.get(component) {
            Some(c) if header.of.len() > 1 => c.h * c.v,
            _ => 1,
        },
        dc: tables.dc.get(dc).and_then(Option::as_ref),
        ac: tables.ac.get(ac).and_then(Option::as_ref),
    };
    header.of.iter().map(slot).collect()
}

struct State<'a> {
    reader: BitReader<'a>,
    header: &'a Header,
    progressive: bool,
    predictions: [i32; 4],
    /// Blocks that the last end-of-band run still covers (G.1.2.2).
    run: u32,
}

impl State<'_> {
    fn restart(&mut self) -> Result<(), ImageError> {
        self.predictions = [0; 4];
        self.run = 0;
        self.reader.restart()
    }

    fn block(&mut self, slot: &Slot<'_>, block: &mut [i16; 64]) -> Result<(), ImageError> {
        let ac = || slot.ac.ok_or(ImageError::Damaged);
        match (self.progressive, self.header.start, self.header.high) {
            (false, ..) => {
                self.dc(slot, block)?;
                self.sequential_ac(ac()?, block)
            }
            (true, 0, 0) => self.dc(slot, block),
            (true, 0, _) => {
                if self.reader.take(1)? == 1 {
                    block[0] |= 1 << self.header.low;
                }
                Ok(())
            }
            (true, _, 0) => self.first_ac(ac()?, block),
            (true, ..) => self.refine_ac(ac()?, block),
        }
    }

    fn dc(&mut self, slot: &Slot<'_>, block: &mut [i16; 64]) -> Result<(), ImageError> {
        let size = slot.dc.ok_or(ImageError::Damaged)?.next(&mut self.reader)?;
        if size > 15 {
            return Err(ImageError::Damaged);
        }
        let difference = self.reader.signed(u32::from(size))?;
        let prediction = self.predictions.get_mut(slot.component).ok_or(ImageError::Damaged)?;
        *prediction += difference;
        block[0] = small(*prediction << self.header.low)?;
        Ok(())
    }

    fn sequential_ac(&mut self, table: &Decoder, block: &mut [i16; 64]) -> Result<(), ImageError> {
        let mut k = 1;
        while k < 64 {
            let symbol = table.next(&mut self.reader)?;
            let (zeros, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if zeros != 15 {
                    break;
                }
                k += 16;
                continue;
            }
            k += zeros;
            *block.get_mut(k).ok_or(ImageError::Damaged)? = small(self.reader.signed(size)?)?;
            k += 1;
        }
        Ok(())
    }

    fn first_ac(&mut self, table: &Decoder, block: &mut [i16; 64]) -> Result<(), ImageError> {
        if self.run > 0 {
            self.run -= 1;
            return Ok(());
        }
        let mut k = self.header.start;
        while k <= self.header.end {
            let symbol = table.next(&mut self.reader)?;
            let (zeros, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 {
                if zeros != 15 {
                    self.run = (1 << zeros) - 1 + self.reader.take(zeros as u32)?;
                    break;
                }
                k += 16;
                continue;
            }
            k += zeros;
            let value = self.reader.signed(size)? << self.header.low;
            *block.get_mut(k).ok_or(ImageError::Damaged)? = small(value)?;
            k += 1;
        }
        Ok(())
    }

    fn refine_ac(&mut self, table: &Decoder, block: &mut [i16; 64]) -> Result<(), ImageError> {
        let mut k = self.header.start;
        let bit = 1i16 << self.header.low;
        while self.run == 0 && k <= self.header.end {
            let symbol = table.next(&mut self.reader)?;
            let (zeros, size) = (usize::from(symbol >> 4), symbol & 15);
            let mut new = 0;
            if size != 0 {
                new = if self.reader.take(1)? == 1 { bit } else { -bit };
            } else if zeros != 15 {
                self.run = (1 << zeros) + self.reader.take(zeros as u32)?;
                break;
            }
            k = self.refine_until(block, k, zeros)?;
            if let Some(value) = block.get_mut(k).filter(|_| new != 0 && k <= self.header.end) {
                *value = new;
            }
            k += 1;
        }
        if self.run > 0 {
            self.refine_until(block, k, 64)?;
            self.run -= 1;
        }
        Ok(())
    }

    /// Reads correction bits for the coefficients that are set already, up to the one after `zeros`
    /// unset ones (G.1.2.3), and gives its place.
    fn refine_until(
        &mut self,
        block: &mut [i16; 64],
        from: usize,
        mut zeros: usize,
    ) -> Result<usize, ImageError> {
        let bit = 1i16 << self.header.low;
        for (k, value) in block.iter_mut().enumerate().take(self.header.end + 1).skip(from) {
            if *value == 0 {
                if zeros == 0 {
                    return Ok(k);
                }
                zeros -= 1;
            } else if self.reader.take(1)? == 1 && *value & bit == 0 {
                *value = value.checked_add(bit * value.signum()).ok_or(ImageError::Damaged)?;
            }
        }
        Ok(self.header.end + 1)
    }
}

fn small(value: i32) -> Result<i16, ImageError> {
    i16::try_from(value).map_err(|_| ImageError::Damaged)
}
