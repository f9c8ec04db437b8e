//! Every image of the foreign files either paints out or says why not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lopdf::{Document, Object};

use super::super::{ImageError, paint_out};
use crate::geom::Rect;
use crate::sys::fs;

fn corpus() -> PathBuf {
    std::env::var_os("BLACKPANEL_CORPUS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from)
}

#[test]
#[ignore = "needs the corpus"]
fn every_foreign_image_paints_out_or_names_its_reason() {
    let start = std::time::Instant::now();
    let (mut done, mut refused) = (0, BTreeMap::<String, Vec<String>>::new());
    let files: Vec<PathBuf> = fs::walk(&corpus()).expect("the corpus").into_iter().map(|e| e.path).collect();
    let regions = [Rect::new(0.3, 0.3, 0.6, 0.5).to_quad()];
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "pdf")) {
        let Ok(document) = Document::load(file) else { continue };
        for (id, object) in &document.objects {
            let Object::Stream(image) = object else { continue };
            if !image.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image") {
                continue;
            }
            let began = std::time::Instant::now();
            match paint_out(&document, image, &regions) {
                Ok(_) => done += 1,
                Err(error) => {
                    let filter = image.dict.get(b"Filter");
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let line = format!("{name} {} {filter:?}", id.0);
                    refused.entry(format!("{error:?}")).or_default().push(line);
                }
            }
            if began.elapsed().as_secs() >= 1 {
                println!("slow: {} {} {:?}", file.display(), id.0, began.elapsed());
            }
        }
    }
    let refusals: usize = refused.values().map(Vec::len).sum();
    println!("{done} painted out in {:?}, {refusals} refused", start.elapsed());
    for (error, places) in &refused {
        println!("{error}: {}\n  {}", places.len(), places.join("\n  "));
    }
    assert!(done > 0, "an empty corpus proves nothing");
    assert!(!refused.contains_key(&format!("{:?}", ImageError::TooLarge)));
    assert!(refusals * 20 <= done + refusals, "more than one in twenty was refused");
}
