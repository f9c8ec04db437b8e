//! Five whole folders: after what is proposed is taken, no word of anybody else's name or identifier is
//! left, and every word of the requester's own still stands as often as it did.

use super::*;

/// Words that must be gone, and words that must stand as often as before.
struct Wanted<'a> {
    gone: &'a [&'a str],
    stays: &'a [&'a str],
}

fn folder(people: &str, documents: &[(&str, &str)], wanted: &Wanted<'_>) {
    let told = tell(&case(people), documents);
    let mut wrong = vec![];
    for (index, (name, text)) in documents.iter().enumerate() {
        let after = told.without(index).to_lowercase();
        let left = wanted.gone.iter().filter(|w| holds(&after, &w.to_lowercase()) > 0);
        wrong.extend(left.map(|w| format!("{name}: {w} is left")));
        let before = text.to_lowercase();
        let lost =
            wanted.stays.iter().map(|w| w.to_lowercase()).filter(|w| holds(&before, w) != holds(&after, w));
        wrong.extend(lost.map(|w| format!("{name}: {w} is lost")));
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), told.marked().join("\n----\n"));
}

/// How often whole words stand in a text, over line ends.
fn holds(text: &str, words: &str) -> usize {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole =
        |at: usize| !word(text[..at].chars().next_back()) && !word(text[at + words.len()..].chars().next());
    text.match_indices(words).filter(|(at, _)| whole(*at)).count()
}

impl Told {
    /// The document with everything proposed for removal taken out.
    fn without(&self, index: usize) -> String {
        let redact = |f: &&Finding| {
            let at = self.found.findings.iter().position(|o| o.id == f.id);
            at.is_some_and(|i| self.decided.choices[i].proposal.verdict == Verdict::Redact)
        };
        let page = |p: &PageText| -> String {
            let gone: Vec<_> = self
                .found
                .findings
                .iter()
                .filter(|f| (f.document, f.page) == (index, p.page))
                .filter(redact)
                .collect();
            let cut = |i: u32| gone.iter().any(|f| f.chars.contains(&i));
            p.text.chars().zip(0..).map(|(c, i)| if cut(i) && c != '\n' { '█' } else { c }).collect()
        };
        self.texts[index].pages.iter().map(page).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn neighbours_who_complain_of_each_other() {
    let people = "[data_subject]\nname = \"Oluwaseun Adeyemi\"\ntitle = \"Mr\"\naliases = [\"Seun\"]\n\
        date_of_birth = \"1979-06-02\"\naddresses = [\"Flat 3, Cedar Court, Mill Lane, Leeds LS7 4QP\"]\n\
        emails = [\"seun.adeyemi@example.org\"]\nphones = [\"07700 900321\"]\nidentifiers = [\"ASB/2026/118\"]\n\
        [[party]]\nname = \"Katarzyna Nowak-Lewis\"\ntitle = \"Ms\"\nrole = \"third-party\"\naliases = [\"Kasia\"]\n\
        phones = [\"07700 900456\"]\naddresses = [\"Flat 7, Cedar Court, Mill Lane, Leeds LS7 4QP\"]\n\
        [[party]]\nname = \"Gareth Pritchard\"\nrole = \"professional\"\n";
    let log = "ASB DIARY  ref ASB/2026/118\nReporter: Oluwaseun Adeyemi, Flat 3 Cedar Court, 07700 900321\n\
        12/05 23:40 Ms Nowak-Lewis banging doors. Seun rang GP.\n13/05 Kasia's boyfriend Darren Tibbs came round; TIBBS shouted.\n\
        14/05 NOWAK-LEWIS, Katarzyna called: 07700 900456. Says Mr Adeyemi is lying.\n15/05 K. Nowak apologised. K N-L to be visited.\n\
        16/05 Ms Lewis and Mr Tibbs moved out. Katarzyna’s mother, Mrs Halina Nowak, keeps the keys.";
    let mail = "From: Oluwaseun Adeyemi <seun.adeyemi@example.org>\nTo: Gareth Pritchard <g.pritchard@leeds.example>\n\
        Sent: 3 June 2026\nSubject: Noise from flat 7\n\nDear Gareth,\nKasia Nowak (knowaklewis@example.net) and her partner darren\n\
        are at it again. Katarzina said so herself. Please call me on 07700 900321.\nSeun Adeyemi\n\n\
        > From: Gareth Pritchard\n> Mr Adeyemi, I have spoken to Ms Nowak\n> Lewis and to Darren Tibbs of 12 Oak Road, Leeds LS8 1AB.";
    folder(
        people,
        &[("ASB diary.txt", log), ("mail.eml", mail)],
        &Wanted {
            gone: &[
                "Katarzyna",
                "Katarzina",
                "Kasia",
                "Nowak",
                "Lewis",
                "Halina",
                "Darren",
                "Tibbs",
                "07700 900456",
                "knowaklewis",
                "12 Oak Road",
                "LS8 1AB",
            ],
            stays: &[
                "Oluwaseun",
                "Adeyemi",
                "Seun",
                "07700 900321",
                "ASB/2026/118",
                "Flat 3",
                "Gareth Pritchard",
                "seun.adeyemi@example.org",
                "g.pritchard@leeds.example",
                "is lying",
                "Noise from",
            ],
        },
    );
}

#[test]
fn a_family_after_a_separation() {
    let people = "[data_subject]\nname = \"Fatima Hussain\"\ntitle = \"Mrs\"\naddresses = [\"19 Beech Avenue, Bolton, BL1 2CD\"]\n\
        phones = [\"07700 900222\"]\n\
        [[party]]\nname = \"Yusuf Hussain\"\ntitle = \"Mr\"\nrole = \"household\"\naddresses = [\"19 Beech Avenue, Bolton, BL1 2CD\"]\n\
        [[party]]\nname = \"Ibrahim Hussain\"\nrole = \"child\"\ndate_of_birth = \"2016-02-28\"\nreason = \"A child of ten.\"\n";
    let file = "Tenants: Mr Yusuf Hussain and Mrs Fatima Hussain, 19 Beech Avenue, Bolton, BL1 2CD.\n\
        Mr Hussain left on 4 March and lives at 44 Quarry Street, Bury, BL9 0AA, tel 07700 900777.\n\
        Ibrahim (DOB 28/02/2016) attends St Mary's. Fatima asked that Yusuf's name be taken off.\n\
        Y. Hussain did not sign. F. Hussain signed. Yousuf rang; Mrs Hussain rang. IBRAHIM HUSSAIN is ten.";
    folder(
        people,
        &[("tenancy file.pdf", file)],
        &Wanted {
            gone: &[
                "Yusuf",
                "Yousuf",
                "Ibrahim",
                "Y. Hussain",
                "44 Quarry Street",
                "BL9 0AA",
                "07700 900777",
                "28/02/2016",
            ],
            stays: &[
                "Fatima",
                "Mrs Hussain",
                "F. Hussain",
                "19 Beech Avenue, Bolton, BL1 2CD",
                "Mrs Fatima Hussain",
            ],
        },
    );
}

#[test]
fn a_grievance_with_colleagues() {
    let people = "[data_subject]\nname = \"Siobhán O’Donnell\"\nemails = [\"s.odonnell@council.example\"]\nidentifiers = [\"E104422\"]\n\
        [[party]]\nname = \"Priyanka Ramanathan\"\nrole = \"professional\"\nphones = [\"07700 900881\"]\n\
        [[party]]\nname = \"Craig McAllister\"\nrole = \"third-party\"\ndecision = \"withhold\"\n";
    let notes = "Grievance of Siobhan O'Donnell (E104422)\nPresent: Priyanka Ramanathan (HR), Craig McAllister, Wei Zhang\n\
        C McAllister said that Siobhán is aggressive. CM denied shouting. Mr Mcallister was upset.\n\
        McALLISTER, Craig: absent 3 days. Ms O’Donnell said craig.mcallister@council.example was copied.\n\
        Wei agreed with Siobhan. Priyanka’s mobile is 07700 900881. Zhang left at 3pm. O'Donnell left at 4pm.";
    folder(
        people,
        &[("notes of the meeting.docx", notes)],
        &Wanted {
            gone: &[
                "Craig",
                "McAllister",
                "CM",
                "Wei",
                "Zhang",
                "07700 900881",
                "craig.mcallister@council.example",
            ],
            stays: &[
                "Siobhan",
                "Siobhán",
                "O'Donnell",
                "O’Donnell",
                "E104422",
                "Priyanka",
                "Ramanathan",
                "is aggressive",
            ],
        },
    );
}

#[test]
fn a_form_and_a_table() {
    let people = "[data_subject]\nname = \"Nguyen Thi Lan\"\ntitle = \"Ms\"\naliases = [\"Lan Nguyen\"]\nphones = [\"01632 960555\"]\n\
        [[party]]\nname = \"Tran Van Minh\"\nrole = \"third-party\"\n";
    let form = "FULL NAME\tNGUYEN THI LAN\nTELEPHONE\t01632 960555\nNEXT OF KIN\tTRAN VAN MINH\nRELATIONSHIP\tBrother\n\
        EMERGENCY CONTACT\tMr Minh Tran, 07700 900654\n\nVisitor log\nDate\tVisitor\tFlat\n01/02/2026\tMinh\t4\n\
        02/02/2026\tLan\t4\n03/02/2026\tStella Bright\t4\n04/02/2026\tMs Bright\t4\n05/02/2026\tT V Minh\t4";
    folder(
        people,
        &[("registration form.pdf", form)],
        &Wanted {
            gone: &["Minh", "Tran", "07700 900654", "Stella", "Bright"],
            stays: &["Nguyen Thi Lan", "01632 960555", "Lan", "Brother", "Visitor"],
        },
    );
}

#[test]
fn a_representative_and_a_doctor() {
    let people = "[data_subject]\nname = \"Doreen Clegg\"\ntitle = \"Mrs\"\naddresses = [\"2 Weavers Row, Burnley BB10 1XY\"]\n\
        [requester]\nname = \"Alan Clegg\"\ncapacity = \"representative\"\nconsent = \"correspondence/consent.pdf\"\n\
        [[party]]\nname = \"Dr Anil Subramaniam\"\nrole = \"professional\"\nprofession = \"health\"\n";
    let letter = "Dr A. Subramaniam\nGeneral Practitioner\nRe: Mrs Doreen Clegg, 2 Weavers Row, Burnley BB10 1XY\n\n\
        Mrs Clegg came with her son Alan Clegg and with her neighbour Hilda Entwistle of 4 Weavers Row. Mrs\nEntwistle \
        has shingles. Mr Clegg asked for tablets. Dr Subramaniam will see Doreen in May.\n\nHilda’s husband, Ron, drove.";
    folder(
        people,
        &[("letter.pdf", letter)],
        &Wanted {
            gone: &["Hilda", "Entwistle", "4 Weavers Row", "Ron"],
            stays: &[
                "Doreen",
                "Clegg",
                "Alan Clegg",
                "2 Weavers Row, Burnley BB10 1XY",
                "Subramaniam",
                "tablets",
                "in May",
            ],
        },
    );
}
