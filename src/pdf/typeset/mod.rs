//! Pages of ours: paragraphs, headings, tables, pictures; printpdf is used here and nowhere else.
