"""Search for bytes that break a promise: `make fuzz`, or `python -m tests.fuzz TARGET`.

Atheris (libFuzzer) follows which bytes reach new code of ours.  A find does not
end the search: one file of each kind goes to build/fuzz/found, to be made small
(`--minimize FILE`), mended, and kept in tests/fuzz/found for ever.
"""

import argparse
import hashlib
import subprocess
import sys
import traceback
from pathlib import Path

PLACE = Path("build/fuzz")


def main() -> int:
    """Run one target, or all of them one after the other, each in its own process."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("target", nargs="?", default="all")
    asked.add_argument("--seconds", type=int, default=60, help="how long each target is searched")
    options = asked.parse_args()
    if options.target != "all":
        search(options.target, options.seconds)
        return 0
    from tests.fuzz.targets import TARGETS

    call = [sys.executable, "-m", "tests.fuzz", "--seconds", str(options.seconds)]
    failed = [name for name in TARGETS if subprocess.run([*call, name], check=False).returncode]
    found = sorted(path for path in (PLACE / "found").rglob("*") if path.is_file())
    print(*(f"found: {path}" for path in found), sep="\n")
    return 1 if failed or found else 0


def search(name: str, seconds: int) -> None:
    """Feed a target for so long; this ends the process, as libFuzzer does."""
    import atheris

    with atheris.instrument_imports(include=["feeds"], enable_loader_override=False):
        from tests.fuzz import seeds, targets
    corpus, found = PLACE / "corpus" / name, PLACE / "found" / name
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds.seeds(name):
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    (PLACE / "words.dict").write_text(seeds.dictionary())
    target = targets.TARGETS[name]

    def one(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:
            keep(found, data, error)

    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2500", "-max_len=8000"]
    quiet = ["-print_final_stats=1", "-close_fd_mask=0", "-verbosity=0"]
    files = [f"-dict={PLACE}/words.dict", f"-artifact_prefix={found}/", str(corpus)]
    atheris.Setup([sys.argv[0], *limits, *quiet, *files], one)
    atheris.Fuzz()


def keep(folder: Path, data: bytes, error: Exception) -> None:
    """Keep the smallest bytes of each kind of find, and where it showed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "/feeds/" in each.filename] or frames
    last = ours[-1]
    said = "".join(sign if sign.isalpha() else "_" for sign in str(error)[:40])
    kind = f"{type(error).__name__}-{Path(last.filename).stem}-{last.name}-{said}"
    case, story = folder / kind, folder / f"{kind}.trace"
    if not case.exists() or len(data) < case.stat().st_size:
        case.write_bytes(data)
        story.write_text("".join(traceback.format_exception(error)))


if __name__ == "__main__":
    sys.exit(main())
