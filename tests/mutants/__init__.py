"""For each promise a protection taken out, and the test that has to turn red then.

A test that stays green whatever is broken proves nothing.  `python -m tests.mutants`
takes the protections out of a copy of the project, one at a time, and runs the named
test there: red is what is wanted.  `docs/promises.md` is the table of it, and
`tests/docs/test_promises.py` holds the two together.
"""

from dataclasses import dataclass

Change = tuple[str, str, str]  # file, what stands there once, what stands there then


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A promise, what is changed in the code, in words and in text, and who must notice."""

    promise: str
    words: str
    test: str
    changes: tuple[Change, ...]


def _mutant(promise: str, words: str, test: str, *changes: Change) -> Mutant:
    return Mutant(promise=promise, words=words, test=f"tests/{test}", changes=changes)


_FILING, _FOLDER = "feeds/pipeline/filing.py", "feeds/files/folder.py"
_SETTLING, _BUILD = "feeds/watch/settling.py", "feeds/pipeline/build.py"
_PROMISES, _HOSTILE = "pipeline/test_promises.py::", "pipeline/test_hostile.py::"

PROMISES = (
    _mutant(
        "Same in, same bytes out",
        "the moment is part of what an id is made of",
        f"{_PROMISES}test_the_same_content_gives_the_same_bytes",
        (
            "feeds/post/identity.py",
            "letters(title), letters(body), day)",
            "letters(title), str(__import__('time').time_ns()), day)",
        ),
    ),
    _mutant(
        "Incremental = clean",
        "what a post leaves is not made anew",
        "pipeline/test_incremental.py::test_any_edits_built_one_by_one_end_at_a_clean_build",
        (
            "feeds/pipeline/editing.py",
            '        self._changes.touch(card)\n        self._table.place(card.name, "")',
            '        self._table.place(card.name, "")',
        ),
    ),
    _mutant(
        "The catalogue is disposable",
        "what stands in the output is not read before it is written",
        f"{_PROMISES}test_the_catalogue_is_disposable",
        (
            "feeds/publish/apply.py",
            "if known is None and self._output.status(artifact.path) is not None:",
            "if False:",
        ),
    ),
    _mutant(
        "Ingest is idempotent",
        "neither ids that are known nor copies are looked up",
        f"{_PROMISES}test_a_dump_given_again_changes_nothing",
        (_FILING, "known = self._known(post)\n", "known = None\n"),
        (
            "feeds/pipeline/sweeping.py",
            "    if taken is None or taken.dump != name:\n        return taken is None\n",
            "    return True\n",
        ),
        (_FILING, "        if near:\n", "        if False:\n"),
    ),
    _mutant(
        "Nothing is lost",
        "an article ends at its last paragraph, whatever words of its own follow",
        "split/test_promise.py::test_every_line_is_in_a_post_or_listed_as_dropped",
        (
            "feeds/split/articles.py",
            "if roles[i] in _OWN), units.start)",
            'if roles[i] in "p"), units.start)',
        ),
    ),
    _mutant(
        "A hand edit wins",
        "the digest of what was written is not looked at",
        f"{_PROMISES}test_a_hand_edit_is_published_and_never_overwritten",
        (_FILING, "if known is None or standing not in ours:", "if known is None:"),
    ),
    _mutant(
        "No link before its target",
        "changed files are written as soon as they are made",
        "pipeline/test_links.py::test_no_link_is_live_before_its_target",
        (
            "feeds/publish/apply.py",
            "self._keep(artifact, owners[artifact.path])",
            "self._write(artifact, owners[artifact.path])",
        ),
    ),
    _mutant(
        "Untouched means untouched",
        "equal bytes are planned like others",
        "publish/test_plan.py::test_carrying_out_a_plan_leaves_exactly_what_was_wanted",
        (
            "feeds/publish/plan.py",
            "stale = [a for a in wanted if published.get(a.path) != a.digest]",
            "stale = list(wanted)",
        ),
    ),
    _mutant(
        "An id is for ever",
        "the id in the front matter is not read",
        f"{_PROMISES}test_a_hand_edit_is_published_and_never_overwritten",
        (
            "feeds/post/frontmatter.py",
            "new = id_ or mint_id(",
            "new = mint_id(",
        ),
    ),
    _mutant(
        "A bad dump stops nothing",
        "its error is not caught",
        f"{_PROMISES}test_a_bad_dump_stops_nothing_and_is_reported_until_it_is_gone",
        (
            "feeds/pipeline/together.py",
            "    except Exception as error:\n        return error",
            "    except ZeroDivisionError as error:\n        return error",
        ),
    ),
    _mutant(
        "A bad post stops nothing",
        "only our own errors are caught",
        f"{_PROMISES}test_a_post_that_shows_a_bug_stops_nothing",
        (
            "feeds/pipeline/sheets.py",
            "    except Exception as error:",
            "    except ZeroDivisionError as error:",
        ),
    ),
    _mutant(
        "Never a worse feed",
        "characters that XML forbids are let through",
        "render/test_round_trip.py::test_any_post_is_well_formed_in_every_format_and_keeps_its_words",
        ("feeds/render/characters.py", 'return _ILLEGAL.sub("", text)', "return text"),
    ),
    _mutant(
        "Work is proportional to the change",
        "a change makes every shelf of its category stale",
        "pipeline/test_incremental.py::test_the_work_for_one_post_does_not_grow_with_the_archive",
        (
            "feeds/pipeline/changes.py",
            "changed = [term for term, label in self._labels.items() if label != self._lists.named(term)]",
            "changed = [*self._labels]",
        ),
    ),
)

UNDER_FIRE = (
    _mutant(
        "kill -9 at any step",
        "files are written in place instead of beside it",
        "pipeline/test_crash.py::test_a_run_killed_at_any_step_is_made_up_for",
        (
            _FOLDER,
            'temporary = f"{parent}/.{digest(os.fsencode(leaf))[:16]}{TEMPORARY}"',
            "temporary = target",
        ),
    ),
    _mutant(
        "kill -9 at a commit",
        "what a run took in is committed before it is published",
        "pipeline/test_killed.py::test_a_run_killed_at_a_commit_is_made_up_for",
        (
            _BUILD,
            "        run.take_in(touched)\n",
            "        run.take_in(touched)\n"
            "        mill.catalogue.connection.execute('COMMIT')\n"
            "        mill.catalogue.connection.execute('BEGIN IMMEDIATE')\n",
        ),
    ),
    _mutant(
        "names that are taken",
        "a file that stands there is written over",
        "pipeline/test_names_taken.py",
        (
            _FILING,
            "        if self._mill.posts.status(name) is None:\n            return True\n",
            "        return True\n",
        ),
        (_FILING, "if not self._posts.is_wanted(folder, post.slug) and", "if"),
    ),
    _mutant(
        "no temporary file left",
        "nothing is cleared up after a run that died",
        "pipeline/test_crash.py::test_what_a_killed_run_left_half_written_is_removed",
        ("feeds/pipeline/mill.py", "    if died:\n", "    if False:\n"),
    ),
    _mutant(
        "SIGTERM",
        "the signal is left to end the process",
        "pipeline/test_killed.py::test_a_term_lets_the_run_under_way_finish",
        (
            "feeds/cli/program.py",
            "for number in (signal.SIGINT, signal.SIGTERM):",
            "for number in (signal.SIGINT,):",
        ),
    ),
    _mutant(
        "two Feedmills on one site",
        "no lock is taken",
        f"{_PROMISES}test_two_feedmills_on_one_site_do_not_meet",
        ("feeds/files/locking.py", "        _claim(handle, path)\n", ""),
    ),
    _mutant(
        "storms",
        "a sweep takes no dumps in, so that those which nobody told of are lost",
        "pipeline/test_storm.py::test_a_storm_from_four_writers_is_published_whole_and_once",
        (
            _BUILD,
            "        if sweep:\n            self._sweep_dumps(",
            "        if False:\n            self._sweep_dumps(",
        ),
    ),
    _mutant(
        "no dump is starved",
        "what waits is taken before the news",
        "pipeline/test_storm.py::test_news_is_taken_before_what_waits_and_what_waits_is_not_forgotten",
        (
            _BUILD,
            "self.intake.take(sorted(touched.dumps), touched.patience)",
            "self.intake.take((*touched.backlog, *sorted(touched.dumps)), touched.patience)",
        ),
    ),
    _mutant(
        "lists wait, and are made",
        "what is put off is forgotten",
        "pipeline/test_storm.py::test_lists_are_put_off_while_there_is_no_patience_and_then_made",
        (_BUILD, "            artifacts.put_off_now(outcome.put_off)\n", ""),
    ),
    _mutant(
        "events lost, doubled, out of order",
        "there is no other sweep after the first two",
        "watch/test_settling.py::test_every_change_is_taken_whatever_the_observer_does",
        (
            _SETTLING,
            "again = self._rescan if self._regular",
            'again = float("inf") if self._regular',
        ),
    ),
    _mutant(
        "polling",
        "the observer that polls is asked for the events of the one that does not",
        "watch/test_watch.py::test_polling_sees_what_comes_changes_and_goes",
        (
            "feeds/watch/lookout.py",
            "events = _POLLED_EVENTS if polling else _EVENTS",
            "events = _EVENTS",
        ),
    ),
    _mutant(
        "a folder that vanishes",
        "a missing folder is taken for an empty one",
        f"{_PROMISES}test_a_content_folder_that_vanished_is_not_an_empty_one",
        (_BUILD, "        _refuse_vanished(self._mill)\n", ""),
    ),
    _mutant(
        "a slow writer",
        "a longer dump is taken for another one",
        "pipeline/test_growing.py::test_a_writer_of_a_kilobyte_a_second_makes_updates_and_no_second_article",
        (
            _FILING,
            "rivals = Rivals(self._mill, dump.row.name, present, grew=dump.grew)",
            "rivals = Rivals(self._mill, dump.row.name, present, grew=False)",
        ),
        (_FILING, "before = rivals.same(post, dated=piece.dated)", "before = None"),
    ),
    _mutant(
        "a dump that grows",
        "what a dump held before is not compared with how it begins now",
        "pipeline/test_growing.py::test_however_a_dump_grows_it_ends_as_if_it_had_come_at_once",
        (
            "feeds/pipeline/ingest.py",
            "grew = 0 < size < len(content) and digest(content[:size]) == begins",
            "grew = False",
        ),
    ),
    _mutant(
        "a corrected dump",
        "articles are not held against what stood in their dump before",
        f"{_PROMISES}test_a_corrected_dump_updates_its_posts_in_place",
        (_FILING, "before = rivals.same(post, dated=piece.dated)", "before = None"),
    ),
    _mutant(
        "a copy is no second post",
        "what is near is not looked up",
        "pipeline/test_copies.py::test_a_copy_in_another_dump_is_no_second_post",
        (_FILING, "        if near:\n", "        if False:\n"),
    ),
    _mutant(
        "two articles are never one",
        "every difference is forgiven",
        "post/test_likeness.py::test_no_two_articles_are_taken_for_one",
        (
            "feeds/post/likeness.py",
            "    if found.clashes > least // CLASHES or",
            "    if False and",
        ),
        ("feeds/post/likeness.py", "    if found.edge_clashes and not", "    if False and not"),
    ),
    _mutant(
        "moves, renames, removals",
        "an address is made of the file's name, whatever slug the post states",
        f"{_PROMISES}test_a_renamed_post_keeps_its_place",
        (
            "feeds/post/frontmatter.py",
            'slug=slug(_one(keys.get("slug")), language, STATED_LENGTH)\n        or slug(_stem',
            "slug=slug(_stem",
        ),
    ),
    _mutant(
        "a removed post stays removed",
        "an article without a file is a new one, whatever the ledger says",
        f"{_PROMISES}test_a_removed_post_stays_removed",
        (_FILING, "known = self._known(post)\n", "known = None\n"),
    ),
    _mutant(
        "a full disk",
        "what was begun is left lying",
        "pipeline/test_disks.py::test_a_disk_that_fills_up_at_any_page_costs_nothing",
        (
            _FOLDER,
            "            with suppress(OSError):\n                os.unlink(temporary)\n            raise\n",
            "            raise\n",
        ),
    ),
    _mutant(
        "a failing disk",
        "posts are not begun again after a run that failed",
        "pipeline/test_disks.py::test_a_disk_that_fails_at_any_call_is_told_and_made_up_for",
        (
            "feeds/store/catalogue.py",
            '                self.connection.execute("ROLLBACK")',
            '                self.connection.execute("COMMIT")',
        ),
    ),
    _mutant(
        "hostile texts are published",
        "a dump that is not UTF-8 is not read",
        f"{_HOSTILE}test_a_hostile_text_is_published",
        (
            "feeds/read/encoding.py",
            "    wide = _wide(data)\n    if wide:\n",
            "    return data.decode()\n    wide = _wide(data)\n    if wide:\n",
        ),
    ),
    _mutant(
        "what is no text is refused",
        "bytes are not looked at before they are decoded",
        f"{_HOSTILE}test_what_is_no_text_is_refused_with_a_reason",
        ("feeds/read/binary.py", "    if share > _SHARE_LIMIT:", "    if False:"),
        (
            "feeds/read/binary.py",
            "    if kind:\n        # An archive",
            "    if False:\n        # An archive",
        ),
    ),
    _mutant(
        "nothing runs in a browser",
        "HTML is not sanitised",
        "pipeline/test_hostile.py::test_nothing_runs_in_a_browser",
        ("feeds/render/html.py", "    clean = nh3.clean(\n", "    clean = html or nh3.clean(\n"),
    ),
    _mutant(
        "no script, handler or frame",
        "HTML is not sanitised",
        "render/test_html.py",
        ("feeds/render/html.py", "    clean = nh3.clean(\n", "    clean = html or nh3.clean(\n"),
    ),
    _mutant(
        "no javascript: or data:",
        "these schemes are allowed",
        "render/test_html.py",
        (
            "feeds/render/html.py",
            '_SCHEMES = {"http", "https", "mailto"}',
            '_SCHEMES = {"http", "https", "mailto", "javascript", "data"}',
        ),
    ),
    _mutant(
        "nothing outside is written",
        "a category is a folder as it is printed, and `..` is a name like others",
        f"{_HOSTILE}test_nothing_is_written_outside",
        ("feeds/post/category.py", "    term = slug(label, language)\n", "    term = label\n"),
        (
            _FOLDER,
            'if "\\0" in name or any(part in ("", ".", "..") for part in name.split("/")):',
            "if False:",
        ),
    ),
    _mutant(
        "links are not followed",
        "files are opened with links followed",
        "files/test_files.py::test_links_are_neither_followed_nor_listed",
        (_FOLDER, "os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK", "os.O_RDONLY | os.O_NONBLOCK"),
    ),
    _mutant(
        "folders that are links are not followed",
        "the way to a file is not looked at",
        "files/test_files.py::test_links_are_neither_followed_nor_listed",
        (
            _FOLDER,
            "            if place not in self._safe and os.path.islink(place):\n                return False\n",
            "",
        ),
    ),
    _mutant(
        "pipes, sockets, links are passed over",
        "links are followed, and whatever a folder lists is a dump",
        f"{_HOSTILE}test_what_is_no_file_is_neither_read_nor_followed",
        (_FOLDER, "os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK", "os.O_RDONLY | os.O_NONBLOCK"),
        (
            _FOLDER,
            "                        or entry.is_file(follow_symlinks=False)\n",
            "                        or True\n",
        ),
        (
            _FOLDER,
            "            if stat.S_ISREG(status.st_mode):\n                yield prefix",
            "            if True:\n                yield prefix",
        ),
    ),
    _mutant(
        "any file name",
        "a file's name has to be UTF-8 without control characters",
        f"{_HOSTILE}test_a_file_may_be_called_anything",
        (_FOLDER, 'if "\\0" in name or any(', "if not name.isprintable() or any("),
    ),
    _mutant(
        "names that are no UTF-8",
        "they are taken as Python gives them out",
        f"{_HOSTILE}test_a_file_may_be_called_anything",
        (
            "feeds/names.py",
            '    return _ODD.sub(_spelt, os.fsencode(name).decode("utf-8", "surrogateescape"))',
            "    return name",
        ),
    ),
    _mutant(
        "zip and gzip bombs",
        "any ratio is unpacked",
        "read/test_archive.py::test_a_zip_bomb_is_refused",
        (
            "feeds/read/archive.py",
            "    return min(TOTAL_LIMIT, max(FREE_SIZE, len(data) * RATIO_LIMIT))",
            "    return TOTAL_LIMIT",
        ),
    ),
    _mutant(
        "entity bombs",
        "a document type is taken",
        "read/test_feed.py",
        (
            "feeds/read/feed.py",
            "    if root.getroottree().docinfo.internalDTD is not None:",
            "    if False:",
        ),
    ),
    _mutant(
        "quadratic Markdown",
        "Markdown is parsed as it comes",
        "render/test_tame.py::test_deep_nesting_never_reaches_the_recursion_limit",
        ("feeds/render/html.py", "_converted(flat_markdown(tame(body)))", "_converted(body)"),
    ),
    _mutant(
        "nested HTML",
        "any depth is taken",
        "render/test_nesting.py::test_formatting_that_is_never_closed_is_not_opened_again_for_ever",
        ("feeds/render/nesting.py", "\nDEEPEST = 64\n", "\nDEEPEST = 64_000\n"),
    ),
    _mutant(
        "nested front matter",
        "any depth is taken",
        "post/test_frontmatter.py::test_lists_too_deep_for_the_parser_are_refused",
        ("feeds/post/dialects.py", "        if _is_deep(front):", "        if False:"),
    ),
    _mutant(
        "made-up bytes",
        "two tables of settings may be for one category",
        "fuzz/test_found.py::test_what_was_found_once_holds_now",
        ("feeds/config.py", "        if other != name:\n", "        if False:\n"),
    ),
    _mutant(
        "traversal in requests",
        "hidden names are served",
        "serve/test_app.py::test_no_path_leads_out_of_the_folder_or_to_what_is_hidden",
        ("feeds/serve/locate.py", 'not part.startswith(".") and ', ""),
    ),
    _mutant(
        "malformed requests",
        "a name that no file can have is an error",
        "serve/test_malformed.py::test_what_is_not_ours_is_not_there",
        ("feeds/serve/locate.py", "part.isprintable() and ", ""),
        ("feeds/serve/locate.py", "except (OSError, ValueError):", "except OSError:"),
    ),
    _mutant(
        "304",
        "conditions are not looked at",
        "serve/test_app.py::test_a_reader_that_has_the_version_gets_304_and_nothing_else",
        ("feeds/serve/answer.py", "    if _is_current(headers, fields):", "    if False:"),
    ),
    _mutant(
        "slow clients",
        "no clock runs",
        "serve/test_patience.py::test_a_client_that_asks_slowly_is_hung_up_on",
        ("feeds/serve/patience.py", "if seconds else None\n", "if False else None\n"),
    ),
    _mutant(
        "posts that wait for their day",
        "every post is due",
        "pipeline/test_clock.py::test_a_post_waits_until_it_is_due_and_then_appears_by_itself",
        (
            "feeds/pipeline/editing.py",
            "return post.published <= self._now or self._stood",
            "return True or self._stood",
        ),
    ),
    _mutant(
        "log lines for a service manager",
        "a line does not say which dump it is about",
        "cli/test_log.py::test_a_problem_is_a_warning_that_names_the_dump",
        ("feeds/cli/log.py", "if where.startswith(_DUMPS) else {}", "if False else {}"),
    ),
    _mutant(
        "exit codes",
        "an error of ours ends with 0",
        "cli/test_log.py::test_the_status_says_how_it_went",
        (
            "feeds/cli/program.py",
            "            code = FOUND\n        except KeyboardInterrupt",
            "            code = OK\n        except KeyboardInterrupt",
        ),
    ),
    _mutant(
        "pinned packages",
        "one package is not pinned",
        "docs/test_supply.py::test_every_package_that_is_installed_is_pinned",
        ("constraints.txt", "lxml==", "lxmlx=="),
    ),
)

MUTANTS = (*PROMISES, *UNDER_FIRE)
