//! x

#[test]
fn debug_files() {
    for f in std::env::var("T1").unwrap_or_default().split(',').filter(|f| !f.is_empty()) {
        let d = std::fs::read(f).unwrap();
        let w = super::Wanted {
            codes: (0..=255).map(|c| super::Shown { code: c, names: vec![], by_code: true }).collect(),
            glyphs: (0..9).collect(),
            ..Default::default()
        };
        println!("{f} {:?}", super::cut(&d, &w).map(|x| x.len()));
    }
}
