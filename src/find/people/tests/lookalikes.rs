//! What looks like a name in notes, letters and logs, and what stands beside it that is one.

use super::check;

#[test]
fn a_sentence_or_a_field_that_begins_behind_a_name_is_no_part_of_it() {
    check(&[
        ("Rang Mrs Kowal-Reid (Mrs K-R.)\nFyi Guowei was here", &["Mrs Kowal-Reid", "Mrs K-R"]),
        ("Clerk: Miss H. Bagshaw   Panel: Mr Alwyn Lee", &["Miss H. Bagshaw", "Mr Alwyn Lee"]),
        ("Client: E Sarpong  Matter: Probate", &["E Sarpong"]),
        ("CALL BACK FROM MRS I. FIRE RISK. HOARDING", &["MRS I"]),
        ("Harvey J not Harvey P. Harvey's in", &["Harvey J", "Harvey P", "Harvey"]),
        ("Nad\nStacey went there", &["Stacey"]),
        ("Has MS. V upset by it", &[]),
        ("Teams: Estates South > General\nJordan D  10:02", &["Jordan D"]),
        ("Can Rudi send them", &["Rudi"]),
    ]);
}

#[test]
fn colours_days_months_and_letters_of_things_are_nobody() {
    check(&[
        ("DARK BLUE FORD FOCUS INVOLVED, MADE OFF WITH BLACK EYE", &[]),
        ("Semi skimmed, he wanted Blue Top. White Transit", &[]),
        ("Training due June. Medication due July", &[]),
        ("[18:40]\nMay Tolentino", &["May Tolentino"]),
        ("Code C. PACE clock; meet in Hall B. Ivy grows", &[]),
        ("she lives in Kingston and he is from Lagos", &[]),
        ("M Ali, JD,Green and SP,Amber", &["M Ali"]),
        ("ONE GUCCI BAG, ONE SAMSUNG GALAXY, RALPH LAUREN COAT, CASH.", &[]),
        ("Dear Ombudsman\n", &[]),
        ("From: Gurpreet Sahota\nTo: Lettings Team\nSubject: Fernlea - again", &["Gurpreet Sahota"]),
        ("Risk and Mitigation. The Freeholder is away", &[]),
    ]);
}

#[test]
fn degrees_end_a_name_and_a_bracket_may_hold_one() {
    check(&[
        ("Dr T Mahmood  MBChB MRCGP", &["Dr T Mahmood"]),
        ("authority informed (Bisi Coker, Safeguarding Hub)", &["Bisi Coker"]),
        ("Carer,Mon,Tue,Wed\nIonela,E,E,L", &["Ionela"]),
        ("Date,User,Note\n02/04/2024,MCLEARY,LO granted", &["MCLEARY"]),
    ]);
}
