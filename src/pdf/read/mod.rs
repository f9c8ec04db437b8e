//! A stranger's PDF → normal form, by an allow-list; runs in the worker only.
