//! What `--print` prints runs: the array script here and now, the others where their tools are.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::support::program::{blackpanel, project};
use super::{case, of};

/// What `--print` prints for a shelf.
fn printed(shelf: &Path, scheduler: &str, more: &[&str]) -> String {
    let mut args = vec!["batch".into(), shelf.as_os_str().to_owned(), "--print".into(), scheduler.into()];
    args.extend(more.iter().map(std::ffi::OsString::from));
    let run = blackpanel(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

/// The folder of the program, first on the path.
fn path() -> String {
    let folder =
        Path::new(env!("CARGO_BIN_EXE_blackpanel")).parent().expect("a folder").display().to_string();
    format!("{folder}:/usr/local/bin:/usr/bin:/bin")
}

/// Five small cases on a shelf with an awkward name.
fn shelf(root: &Path) -> std::path::PathBuf {
    let shelf = root.join("it's a \"shelf\" $HOME ü");
    for n in 1..=5 {
        case(&shelf.join(format!("case {n}")), &format!("R-{n}"), "Hello.");
    }
    shelf
}

#[test]
fn the_array_script_builds_the_whole_shelf_part_by_part() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = shelf(dir.path());
    let script = dir.path().join("array.sh");
    fs::write(&script, printed(&shelf, "slurm", &["--accept-proposed", "--parts", "2"])).expect("written");
    let bash = |args: &[&str], id: &str| {
        let mut command = Command::new("bash");
        command.args(args).arg(&script).env_clear().env("PATH", path()).env("HOME", dir.path());
        if !id.is_empty() {
            command.env("SLURM_ARRAY_TASK_ID", id).env("SLURM_CPUS_PER_TASK", "1");
        }
        command.output().expect("bash runs")
    };
    assert!(bash(&["-n"], "").status.success(), "bash reads it");
    assert!(!bash(&[], "").status.success(), "outside of an array it does nothing");
    for id in ["1", "2"] {
        let output = bash(&[], id);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(shelf.join(format!("blackpanel-report/report-{id}-of-2.json")).exists());
    }
    let (run, lines) = super::batch(&shelf, &["--accept-proposed", "--report-only"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    for n in 1..=5 {
        assert_eq!(of(&lines, &format!("case {n}"))["state"], "built-before");
    }
    assert!(printed(&shelf, "slurm", &[]).contains("#SBATCH --array=1-5\n"), "no more parts than cases");
}

#[test]
fn what_is_printed_holds_no_password_and_refuses_what_parts_cannot_do() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = shelf(dir.path());
    let password = dir.path().join("password.txt");
    fs::write(&password, "seven green bottles hanging").expect("written");
    let password = password.to_str().expect("UTF-8");
    for scheduler in ["kubernetes", "slurm", "dask"] {
        let text = printed(&shelf, scheduler, &["--password-file", password, "--accept-proposed"]);
        assert!(!text.contains("bottles") && !text.contains("case 1"), "{text}");
        assert!(text.contains("--accept-proposed") && text.contains("--report-only"), "{text}");
        assert!(
            !text.contains("@PARTS@") && !text.contains("@SHELF@") && !text.contains("@COMMAND@"),
            "{text}"
        );
        for more in [&["--force"][..], &["--password-file", "-"]] {
            let args = [&["batch", shelf.to_str().expect("UTF-8"), "--print", scheduler], more].concat();
            assert_eq!(blackpanel(&args).code, 2, "{scheduler} {more:?}");
        }
    }
    let pods = printed(&shelf, "kubernetes", &["--password-file", password]);
    assert!(pods.contains("secretName: blackpanel-password") && !pods.contains(password), "{pods}");
}

/// A Python with the packages of `tests/shelf/python/requirements.txt`; without it this fails, it does not
/// pass unseen.
fn python(script: &str, args: &[&Path]) {
    let python = std::env::var_os("BLACKPANEL_PYTHON").expect("BLACKPANEL_PYTHON, as .ci/python makes it");
    let output = Command::new(python)
        .arg(project("tests/shelf/python").join(script))
        .args(args)
        .env("PATH", path())
        .output()
        .expect("Python runs");
    let said = [output.stdout, output.stderr].map(|s| String::from_utf8_lossy(&s).into_owned()).concat();
    assert!(output.status.success(), "{said}");
}

#[test]
#[ignore = "needs Python with PyYAML: .ci/python makes it"]
fn the_indexed_job_is_valid_and_each_of_its_pods_builds_its_part() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = shelf(dir.path());
    let (plain, sealed) = (dir.path().join("job.yaml"), dir.path().join("sealed.yaml"));
    fs::write(&plain, printed(&shelf, "kubernetes", &["--accept-proposed", "--parts", "3"]))
        .expect("written");
    let password = project("fixtures/demo-password.txt");
    let password = password.to_str().expect("UTF-8");
    fs::write(&sealed, printed(&shelf, "kubernetes", &["--password-file", password])).expect("written");
    python("kubernetes.py", &[&plain, &sealed, &shelf]);
}

#[test]
#[ignore = "needs Python with Dask: .ci/python makes it"]
fn a_dask_cluster_that_loses_a_worker_half_way_builds_every_case() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = shelf(dir.path());
    // long enough that a worker is lost in the middle of one
    for n in 1..=5 {
        for part in 0..3 {
            let words = format!("Ann Lee wrote to Bo Quimby on day {n}.\n").repeat(400);
            fs::write(shelf.join(format!("case {n}/documents/{part}.txt")), words).expect("written");
        }
    }
    let runner = dir.path().join("runner.py");
    fs::write(&runner, printed(&shelf, "dask", &["--accept-proposed"])).expect("written");
    python("lose_a_worker.py", &[&runner, &shelf]);
}
