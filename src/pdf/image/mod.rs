//! Images (ISO 32000-2, 8.9): decode, paint out, encode, strip metadata.
