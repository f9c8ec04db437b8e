//! The only file that names every stage: folder to pack, file to file.
