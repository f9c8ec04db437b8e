//! Font programs as an attacker or an old program writes them: each letter is a box of a height of its
//! own, drawn by a subroutine, so that an outline can hide in two places.

/// A number of a charstring, in the long form.
fn number(n: i16) -> Vec<u8> {
    [&[28][..], &n.to_be_bytes()].concat()
}

fn height(letter: char) -> i16 {
    300 + 7 * (letter as i16 - 64)
}

fn index(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut made = (objects.len() as u16).to_be_bytes().to_vec();
    if objects.is_empty() {
        return made;
    }
    made.push(2);
    let mut end = 1_u16;
    made.extend(end.to_be_bytes());
    for object in objects {
        end += object.len() as u16;
        made.extend(end.to_be_bytes());
    }
    made.extend(objects.concat());
    made
}

fn entry(operands: &[usize], operator: &[u8]) -> Vec<u8> {
    let number = |n: &usize| [&[29][..], &(*n as u32).to_be_bytes()].concat();
    operands.iter().flat_map(number).chain(operator.iter().copied()).collect()
}

/// A CFF (Adobe technical note 5176) with these letters; CID-keyed, a letter's identifier is its code.
pub fn cff(letters: &str, by_identifier: bool) -> Vec<u8> {
    let outline = |c: char| {
        [
            number(50),
            number(0),
            vec![21],
            number(400),
            vec![6],
            number(height(c)),
            vec![7],
            number(-400),
            vec![6, 14],
        ]
        .concat()
    };
    let subroutines = index(&letters.chars().map(outline).collect::<Vec<_>>());
    let call = |i: usize| [number(i as i16 - 107), vec![10]].concat();
    let glyphs: Vec<Vec<u8>> = std::iter::once(vec![14]).chain((0..letters.len()).map(call)).collect();
    // a letter's standard string is its code less 31
    let id = |c: char| if by_identifier { c as u16 } else { c as u16 - 31 };
    let charset: Vec<u8> =
        std::iter::once(0).chain(letters.chars().flat_map(|c| id(c).to_be_bytes())).collect();
    let encoding: Vec<u8> = [0, letters.len() as u8].into_iter().chain(letters.bytes()).collect();
    let strings = if by_identifier { vec![b"Adobe".to_vec(), b"Identity".to_vec()] } else { vec![] };
    let front = |top: Vec<u8>| {
        [vec![1, 0, 4, 4], index(&[b"Stranger".to_vec()]), index(&[top]), index(&strings), index(&[])]
            .concat()
    };
    let private = entry(&[6], &[19]);
    let select = vec![0; glyphs.len() + 1];
    let glyphs = index(&glyphs);
    let make = |start: usize| {
        let (at_encoding, at_glyphs) = (start + charset.len(), start + charset.len() + encoding.len());
        let at_private = at_glyphs + glyphs.len();
        let at_select = at_private + private.len() + subroutines.len();
        let font = index(&[entry(&[private.len(), at_private], &[18])]);
        let top = if by_identifier {
            let ros = entry(&[391, 392, 0], &[12, 30]);
            [
                ros,
                entry(&[start], &[15]),
                entry(&[at_glyphs], &[17]),
                entry(&[at_select + select.len()], &[12, 36]),
                entry(&[at_select], &[12, 37]),
            ]
            .concat()
        } else {
            [
                entry(&[start], &[15]),
                entry(&[at_encoding], &[16]),
                entry(&[at_glyphs], &[17]),
                entry(&[private.len(), at_private], &[18]),
            ]
            .concat()
        };
        (front(top), font)
    };
    let (head, font) = make(make(0).0.len());
    [head, charset, encoding, glyphs, private, subroutines, select, font].concat()
}

/// A Type 1 program with these letters, sealed as the Adobe Type 1 Font Format says.
pub fn type1(letters: &str) -> Vec<u8> {
    let seal = |plain: &[u8], mut key: u16| -> Vec<u8> {
        let one = |byte: &u8| {
            let cipher = byte ^ (key >> 8) as u8;
            key = u16::from(cipher).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
            cipher
        };
        plain.iter().map(one).collect()
    };
    let long = |n: i16| [&[255][..], &i32::from(n).to_be_bytes()].concat();
    let charstring = |parts: &[Vec<u8>]| seal(&[vec![0; 4], parts.concat()].concat(), 4330);
    let outline = |c: char| {
        charstring(&[
            long(50),
            long(0),
            vec![21],
            long(400),
            vec![6],
            long(height(c)),
            vec![7],
            long(-400),
            vec![6, 9, 11],
        ])
    };
    let mut sealed = b"dup /Private 9 dict dup begin /RD {string currentfile exch readstring pop} executeonly def\n\
        /ND {noaccess def} executeonly def /NP {noaccess put} executeonly def /lenIV 4 def /password 5839 def\n"
        .to_vec();
    sealed.extend(format!("/Subrs {} array\n", letters.len() + 5).bytes());
    for (number, data) in
        (0..5).map(|_| charstring(&[vec![11]])).chain(letters.chars().map(outline)).enumerate()
    {
        sealed.extend(format!("dup {number} {} RD ", data.len()).bytes());
        sealed.extend([data, b" NP\n".to_vec()].concat());
    }
    sealed.extend(format!("ND 2 index /CharStrings {} dict dup begin\n", letters.len() + 1).bytes());
    let blank = (".notdef".to_owned(), charstring(&[long(0), long(600), vec![13, 14]]));
    let call = |(i, c): (usize, char)| {
        (c.to_string(), charstring(&[long(0), long(600), vec![13], long(i as i16 + 5), vec![10, 14]]))
    };
    for (name, data) in std::iter::once(blank).chain(letters.chars().enumerate().map(call)) {
        sealed.extend(format!("/{name} {} RD ", data.len()).bytes());
        sealed.extend([data, b" ND\n".to_vec()].concat());
    }
    sealed.extend(b"end end readonly put noaccess put dup /FontName get exch definefont pop mark currentfile closefile\n");
    let codes: String = letters.chars().map(|c| format!("dup {} /{c} put\n", c as u32)).collect();
    let clear = format!(
        "%!PS-AdobeFont-1.0: Stranger\n11 dict begin /FontName /Stranger def /FontType 1 def /PaintType 0 def\n\
         /FontMatrix [0.001 0 0 0.001 0 0] readonly def /FontBBox {{0 0 600 1000}} readonly def\n\
         /Encoding 256 array 0 1 255 {{1 index exch /.notdef put}} for\n{codes}readonly def\ncurrentdict end\ncurrentfile eexec\n"
    );
    let tail = format!("\n{}cleartomark\n", ("0".repeat(64) + "\n").repeat(8));
    [clear.into_bytes(), seal(&[vec![0; 4], sealed].concat(), 55_665), tail.into_bytes()].concat()
}
