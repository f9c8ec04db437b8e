//! Why it exists: an address at a mail service of private people says nothing of where its owner works, neither
//! for the finder nor for a decision. It refuses nothing: it is a list.

/// Mail services of private people, by the first label of their domains: an address there is no address at work.
pub(crate) const PRIVATE_MAIL: [&str; 20] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "icloud",
    "me",
    "mac",
    "aol",
    "btinternet",
    "sky",
    "virginmedia",
    "talktalk",
    "ntlworld",
    "protonmail",
    "proton",
    "gmx",
];
