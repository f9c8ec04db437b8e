//! Pictures: what crosses is what is drawn, in codings that later stages may read.

use super::*;

#[test]
fn inline_images_become_objects_and_later_stages_never_meet_them() {
    let out = converted(&one_page("", "q 9 0 0 9 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q 1 w", &[]));
    let (page, all) = open(&out.pdf);
    assert!(page.contains("Do") && !page.contains("BI") && page.contains("1 w"), "{page}");
    assert!(all.contains("Image"));
}

#[test]
fn pictures_and_colours_carry_no_more_than_is_drawn() {
    let image = stream(
        "/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace[/Indexed/DeviceGray 1(abSECRET)]/SECRET(SECRET)",
        "\0\u{1}SECRET",
    );
    let space = "[/Separation/SECRET/DeviceGray<</FunctionType 2/Domain[0 1]/N 1>>]";
    let page = format!("/Resources<</XObject<</I 5 0 R>>/ColorSpace<</SECRET {space}>>>>");
    let (page, all) = open(&converted(&one_page(&page, "/I Do /SECRET cs 1 scn", &[&image])).pdf);
    assert!(!all.contains("SECRET"), "{all}");
    assert!(all.contains("Spot1") && page.contains("scn"), "{page}");
}

#[test]
fn later_stages_never_meet_the_codings_that_only_the_worker_may_decode() {
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let whole = crate::pdf::image::tests::codecs::jbig2();
    let picture = |data: &[u8], entries: &str| {
        let entries = format!(
            "/Subtype/Image/Width 16/Height 4/BitsPerComponent 1/ColorSpace/DeviceGray\
             /Filter[/ASCIIHexDecode/JBIG2Decode]{entries}"
        );
        stream(&entries, &hex(data))
    };
    let mut huge = whole.clone();
    huge[41..49].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let page = "/Resources<</XObject<</I 5 0 R/M 6 0 R>>>>";
    for (content, one, two, lost) in [
        ("/I Do /M Do", picture(&whole, ""), picture(&whole, ""), 0),
        ("/I Do /M Do", picture(&huge, ""), picture(&whole, ""), 1),
        ("/M Do", picture(&huge, ""), picture(&whole, "/SMask 5 0 R"), 2),
    ] {
        let out = converted(&one_page(page, content, &[&one, &two]));
        let all = open(&out.pdf).1;
        assert!(!all.contains("JBIG2Decode") && all.contains("CCITTFaxDecode") == (lost < 2));
        assert_eq!(left(&out, "picture that cannot be decoded"), lost);
    }
}

#[test]
fn raw_samples_short_of_the_picture_s_size_are_filled_up() {
    let image = stream("/Subtype/Image/Width 2/Height 3/BitsPerComponent 8/ColorSpace/DeviceGray", "ab");
    let out = converted(&one_page("/Resources<</XObject<</I 5 0 R>>>>", "/I Do", &[&image]));
    assert!(open(&out.pdf).1.contains("ab\0\0\0\0"));
    assert_eq!(left(&out, "picture whose data is short"), 1);
}
