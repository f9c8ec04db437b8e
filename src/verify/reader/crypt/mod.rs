//! The standard security handler (ISO 32000-2, 7.6), read by the verifier itself, so that the writer
//! of the encryption is not its own judge.
//!
//! Revisions 2 to 6 with RC4, AES-128 and AES-256, by user or owner password. Other handlers are
//! [`Locked::Unsupported`]. The block ciphers and hashes are crates: common mode.

mod aes256;
mod blocks;
mod legacy;

use super::object::{Dict, Object};

/// Why a file stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locked {
    /// The password is wrong or missing.
    Password,
    /// A handler, revision or method that this reader does not know.
    Unsupported,
}

/// How one kind of data is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// Not at all.
    Identity,
    /// RC4 with a key of the object's own.
    Rc4,
    /// AES-128 in CBC mode with a key of the object's own.
    Aes128,
    /// AES-256 in CBC mode with the file's key.
    Aes256,
}

/// What the encryption dictionary says, and the key that the password gave.
#[derive(Debug, Clone)]
pub(crate) struct Security {
    key: Vec<u8>,
    streams: Method,
    strings: Method,
    /// Whether `/Metadata` streams are encrypted.
    pub(crate) metadata: bool,
    /// `/R`.
    pub(crate) revision: i64,
    /// `/P`, 7.6.4.2.
    pub(crate) permissions: i32,
    /// Whether `/Perms` agrees with `/P` (revision 6).
    pub(crate) permissions_sealed: bool,
    /// Whether the empty password opens the file.
    pub(crate) opens_unasked: bool,
}

impl Security {
    /// Opens the file with `password`, as user or as owner; without one, with the empty password.
    ///
    /// # Errors
    /// [`Locked`] when it does not open.
    pub(crate) fn open(encrypt: &Dict, id: &[u8], password: Option<&str>) -> Result<Self, Locked> {
        if !encrypt.is("Filter", "Standard") {
            return Err(Locked::Unsupported);
        }
        let values = Values::read(encrypt, id).ok_or(Locked::Unsupported)?;
        let (streams, strings) = values.methods(encrypt)?;
        let find = |password: &[u8]| match values.revision {
            5 | 6 => aes256::file_key(&values, password),
            _ => legacy::file_key(&values, password),
        };
        let empty = find(b"");
        let opens_unasked = empty.is_some();
        let prepared = password.map(|p| prepare(p, values.revision)).unwrap_or_default();
        let given = if password.is_some() { find(&prepared) } else { None };
        let key = given.or(if password.is_none() { empty } else { None }).ok_or(Locked::Password)?;
        let permissions_sealed = values.revision < 5 || aes256::permissions_agree(&values, &key);
        Ok(Self {
            key,
            streams,
            strings,
            metadata: values.metadata,
            revision: values.revision,
            permissions: values.permissions,
            permissions_sealed,
            opens_unasked,
        })
    }

    /// The string of an object in clear.
    pub(crate) fn string(&self, number: u32, generation: u16, data: &[u8]) -> Vec<u8> {
        self.decrypt(self.strings, number, generation, data)
    }

    /// The stream of an object in clear, still with its other filters.
    pub(crate) fn stream(&self, number: u32, generation: u16, data: &[u8]) -> Vec<u8> {
        self.decrypt(self.streams, number, generation, data)
    }

    /// Whether the string of an object is what AES gives (7.6.3.1): whole blocks after the vector, the last of them
    /// padded as it must be, and no text that somebody wrote there in clear.
    pub(crate) fn is_sealed(&self, number: u32, generation: u16, data: &[u8]) -> bool {
        let Some((vector, rest)) = data.split_at_checked(16) else { return false };
        let clear = match self.strings {
            Method::Identity | Method::Rc4 => return false,
            Method::Aes128 => {
                blocks::open128(&legacy::object_key(&self.key, number, generation, true), vector, rest)
            }
            Method::Aes256 => blocks::open256(&self.key, vector, rest),
        };
        let last = clear.last().copied().unwrap_or_default();
        let padded = [last; 16].get(..usize::from(last)).is_some_and(|p| !p.is_empty() && clear.ends_with(p));
        padded && rest.len().is_multiple_of(16) && data.iter().any(|b| !(b' '..=b'~').contains(b))
    }

    /// Whether strings and streams are both encrypted with AES-256.
    pub(crate) fn strong(&self) -> bool {
        self.revision == 6 && self.streams == Method::Aes256 && self.strings == Method::Aes256
    }

    fn decrypt(&self, method: Method, number: u32, generation: u16, data: &[u8]) -> Vec<u8> {
        match method {
            Method::Identity => data.to_vec(),
            Method::Rc4 => blocks::rc4(&legacy::object_key(&self.key, number, generation, false), data),
            Method::Aes128 => blocks::cbc128(&legacy::object_key(&self.key, number, generation, true), data),
            Method::Aes256 => blocks::cbc256(&self.key, data),
        }
    }
}

/// The entries of the encryption dictionary (tables 20 and 21).
#[derive(Debug, Clone)]
struct Values {
    version: i64,
    revision: i64,
    /// Key length in bytes.
    length: usize,
    owner: Vec<u8>,
    user: Vec<u8>,
    owner_key: Vec<u8>,
    user_key: Vec<u8>,
    perms: Vec<u8>,
    permissions: i32,
    metadata: bool,
    id: Vec<u8>,
}

impl Values {
    fn read(d: &Dict, id: &[u8]) -> Option<Self> {
        let string = |key: &str| d.get(key).and_then(Object::string).unwrap_or_default().to_vec();
        let integer = |key: &str| d.get(key).and_then(Object::int);
        let (version, revision) = (integer("V")?, integer("R")?);
        if !matches!((version, revision), (1 | 2, 2 | 3) | (4, 4) | (5, 5 | 6)) {
            return None;
        }
        let bits = if version == 1 { 40 } else { integer("Length").unwrap_or(40) };
        let bits = if version == 4 { 128 } else { bits };
        Some(Self {
            version,
            revision,
            length: usize::try_from(bits / 8).ok().filter(|l| (5..=16).contains(l) || version == 5)?,
            owner: string("O"),
            user: string("U"),
            owner_key: string("OE"),
            user_key: string("UE"),
            perms: string("Perms"),
            permissions: integer("P")? as i32,
            metadata: d.get("EncryptMetadata") != Some(&Object::Bool(false)),
            id: id.to_vec(),
        })
    }

    /// The methods for streams and strings (7.6.6).
    fn methods(&self, d: &Dict) -> Result<(Method, Method), Locked> {
        if self.version < 4 {
            return Ok((Method::Rc4, Method::Rc4));
        }
        let filters = d.get("CF").and_then(Object::dict).cloned().unwrap_or_default();
        let method = |key: &str| {
            let name = d.get(key).and_then(Object::name).unwrap_or(b"Identity");
            if name == b"Identity" {
                return Ok(Method::Identity);
            }
            let filter = filters.get_bytes(name).and_then(Object::dict).ok_or(Locked::Unsupported)?;
            match filter.get("CFM").and_then(Object::name) {
                Some(b"V2") => Ok(Method::Rc4),
                Some(b"AESV2") => Ok(Method::Aes128),
                Some(b"AESV3") => Ok(Method::Aes256),
                None | Some(b"None") => Ok(Method::Identity),
                _ => Err(Locked::Unsupported),
            }
        };
        Ok((method("StmF")?, method("StrF")?))
    }
}

/// The password's bytes: `SASLprep` and UTF-8 from revision 5 on (7.6.4.3.2), else Latin-1.
fn prepare(password: &str, revision: i64) -> Vec<u8> {
    if revision < 5 {
        return password.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    }
    let prepared = stringprep::saslprep(password).map_or_else(|_| password.to_string(), String::from);
    prepared.bytes().take(127).collect()
}
