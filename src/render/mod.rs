//! A page as a picture, for people and for tests.
