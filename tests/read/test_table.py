"""Tables of articles: told by their header, read row by row, and damaged in every way."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import DumpError
from feeds.model import Draft, Dump
from feeds.read import read
from feeds.read import rows as row_module
from feeds.read import table as table_module

from .samples import tarred, zipped


def reading(data: str | bytes, name: str = "a.csv") -> Dump:
    data = data.encode() if isinstance(data, str) else data
    return read(name, data, digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


def drafts(data: str | bytes, name: str = "a.csv") -> tuple[Draft, ...]:
    return reading(data, name).drafts or ()


def articles(data: str | bytes, name: str = "a.csv") -> list[tuple[str, str]]:
    return [(draft.title, draft.body) for draft in drafts(data, name)]


# ------------------------------------------------------- what is a table


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "export"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_header_of_known_names_tells_a_table_whatever_its_name(name: str, delimiter: str) -> None:
    text = "title,text\nMill fire,It burnt.\n".replace(",", delimiter)

    assert [("Mill fire", "It burnt.")] == articles(text, name)


@pytest.mark.parametrize(
    "header",
    [
        *("headline,body", '"Title","Content"', "ID, Date, Title , Full Text", "name,summary"),
        *("title,url", "Überschrift,Inhalt", "タイトル,本文", ",title,text", "text,price,title"),
    ],
)
def test_title_and_text_summary_or_address_make_a_header(header: str) -> None:
    row = ",".join(f"https://mill.example/{n}" for n in range(header.count(",") + 1))

    assert 1 == len(drafts(f"{header}\n{row}\n"))


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "title,price\nMill,7\n",
        "date,text\n2026-03-01,It burnt.\n",
        "Title: a, text\nMore of it.\n",
        "The title, and the text, are missing.\nMore of it.\n",
        "title\nMill fire\n",
        "| title | text |\n|---|---|\n| a | b |\n",
        "title | text\n--- | ---\na | b\n",
        "\ttitle\n\ttext\n",
        "title," + "a," * 20_000 + "text\n",
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_what_has_no_such_header_stays_a_text(text: str, name: str) -> None:
    dump = reading(text, name)

    assert (None, "text/plain", text) == (dump.drafts, dump.media_type, dump.text)


@pytest.mark.parametrize(
    "text",
    [
        "title,text\n",
        "title,text\nOnly words.\n",
        "title,text\n,\n",
        "title,text\nAh,b\n" + "c\n" * 9,
    ],
)
def test_what_only_begins_like_a_table_stays_a_text(text: str) -> None:
    dump = reading(text)

    assert (None, text) == (dump.drafts, dump.text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_may_be_in_any_encoding(encoding: str) -> None:
    text = "Título;Texto\r\nAño nuevo;Así fue.\r\n"

    assert [("Año nuevo", "Así fue.")] == articles(text.encode(encoding))


def test_a_header_in_a_code_page_of_another_script_is_told() -> None:
    text = "Заголовок;Текст\nПожар на мельнице;Старая мельница сгорела дотла в понедельник.\n"

    assert ["Пожар на мельнице"] == [draft.title for draft in drafts(text.encode("cp1251"))]


@pytest.mark.parametrize("declared", ["sep=;", '"sep=;"', "sep=;;;"])
def test_the_line_that_excel_writes_above_a_table_is_no_row(declared: str) -> None:
    assert [("a", "b, c")] == articles(f"{declared}\r\ntitle;text\r\na;b, c\r\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_may_end_like_any_line(end: str) -> None:
    assert [("a", "b"), ("c", "d")] == articles(end.join(["title,text", "a,b", "c,d"]))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_tables_in_archives_are_read(pack: type) -> None:
    packed = pack(a_csv=b"title,text\na,b\n", b_tsv=b"title\ttext\nc\td\n")

    assert [("a", "b"), ("c", "d")] == articles(packed, "a.zip")


# ------------------------------------------------------- what a row says


def test_a_row_is_what_a_record_of_json_is() -> None:
    (draft,) = drafts(
        "Title,Author,Date,Section,Tags,Lang,Dek,URL,Image,Text\n"
        'Mill fire,Ann,2026-03-01T09:00:00Z,Town,"Fire, Mills",en,It burnt,'
        "https://m.example/x,https://m.example/x.png,<p>One</p><p><b>Two</b></p>\n"
    )

    assert ("Mill fire", ("Ann",), "It burnt") == (draft.title, draft.byline, draft.dek)
    assert datetime(2026, 3, 1, 9, tzinfo=UTC) == draft.published
    assert (("Town", "Fire", "Mills"), "en") == (draft.categories, draft.language)
    assert "https://m.example/x.png" == draft.image
    assert draft.body == "One\n\nTwo\n\n[m.example](https://m.example/x)"


def test_line_breaks_quotes_and_delimiters_in_quotes_are_text() -> None:
    text = 'title,text\n"Fire, again","It ""burnt"".\n\nAll of it, they say."\n'

    assert [("Fire, again", 'It "burnt".\n\nAll of it, they say.')] == articles(text)


@pytest.mark.parametrize(
    "cell",
    [
        *("\"['Ann', 'Bo\\xe9b']\"", '"[""Ann"", ""Boéb""]"', "Ann;Boéb", '"Ann,Boéb"'),
        *("Ann|Boéb", "\"['Ann', 'Bo\\u00e9b']\""),
    ],
)
def test_several_values_in_a_cell_are_taken_apart(cell: str) -> None:
    (draft,) = drafts(f"title,text,authors\na,b,{cell}\n")

    assert ("Ann", "Boéb") == draft.byline


def test_a_name_with_its_surname_first_is_one() -> None:
    assert ("Miller, Ann",) == drafts('title,text,author\na,b,"Miller, Ann"\n')[0].byline


def test_the_first_column_of_a_name_that_says_something_counts() -> None:
    assert [("a", "c")] == articles("title,text,text\na,,c\n")
    assert [("a", "b")] == articles("title,text,text\na,b,c\n")


def test_blank_rows_repeated_headers_and_blanks_beyond_the_columns_are_no_fault() -> None:
    dump = reading("title,text\n\na,b,,\n,\nTitle,Text\n  \nc,d\n")

    assert ["a", "c"] == [draft.title for draft in dump.drafts or ()]
    assert () == dump.skipped


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["03/04/2026", "13/04/2026 9:00"], ["2026-04-03", "2026-04-13"]),
        (["03/04/2026", "04/13/2026"], ["2026-03-04", "2026-04-13"]),
        (["03/04/2026", "2026-01-02"], ["2026-03-04", "2026-01-02"]),
        (["03/04/2026", "13/04/2026", "04/13/2026"], ["2026-03-04", "2026-04-13", "2026-04-13"]),
    ],
)
def test_the_whole_column_tells_day_and_month_apart(dates: list[str], expected: list[str]) -> None:
    found = drafts("date,title,text\n" + "".join(f"{date},a,b\n" for date in dates))

    assert expected == [str(draft.published)[:10] for draft in found]


# ----------------------------------------------------------------- damage


def test_a_row_that_cannot_be_read_is_named_with_its_line() -> None:
    dump = reading('title,text\na,"b\nb"\nc\nd,e,f\n"",""\n"",g\nh,i\n')

    assert ["a", "g", "h"] == [draft.title for draft in dump.drafts or ()]
    assert (
        "line 4: not read: columns: 1 instead of 2",
        "line 5: not read: columns: 3 instead of 2",
    ) == dump.skipped


def test_a_row_without_title_and_text_is_listed() -> None:
    dump = reading("title,text,author\na,b,\n,,Ann\n")

    assert "line 3: it has neither a title nor a text" in dump.text
    assert () == dump.skipped


def test_a_file_cut_short_in_a_quote_loses_nothing() -> None:
    dump = reading('title,text\na,b\nc,"One.\n\nTwo, and th')

    assert [("a", "b"), ("c", "One.\n\nTwo, and th")] == [
        (draft.title, draft.body) for draft in dump.drafts or ()
    ]
    assert ("line 3: cut short: a quote in it is never closed",) == dump.skipped


def test_a_file_cut_short_in_an_early_column_is_named() -> None:
    dump = reading('title,text\na,b\n"c')

    assert ["a"] == [draft.title for draft in dump.drafts or ()]
    assert ("line 3: not read: cut short, a quote in it is never closed",) == dump.skipped


def test_a_quote_that_stays_open_costs_its_row_alone() -> None:
    dump = reading('title,text\na,b\n"Never,c\nd,e\nf,g\nh,i\n')

    assert ["a", "d", "f", "h"] == [draft.title for draft in dump.drafts or ()]
    assert ("line 3: not read: a quote in it is never closed",) == dump.skipped


def test_a_table_with_tabs_may_have_quotes_that_are_letters() -> None:
    text = 'title\ttext\n"Never again", they say\tIt "burnt".\n"Open\tDone\n'

    assert ['"Never again", they say', '"Open'] == [draft.title for draft in drafts(text, "a.tsv")]


def test_rows_after_one_that_is_too_large_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_module, "FIELD_LIMIT", 100)
    monkeypatch.setattr(row_module, "COLUMN_LIMIT", 9)
    huge = '"' + "x, \n" * 4 + "y" * 400 + '\n"'
    before = csv.field_size_limit()
    try:
        dump = reading(f"title,text\na,b\nc,{huge}\nd,{'e' * 200}\nf,{',' * 30}\ng,h\n")
    finally:
        csv.field_size_limit(before)

    assert ["a", "g"] == [draft.title for draft in dump.drafts or ()]
    assert ["line 3: not read", "line 9: not read", "line 10: not read"] == [
        ": ".join(note.split(": ")[:2]) for note in dump.skipped
    ]


def test_a_table_of_too_many_articles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "COUNT_LIMIT", 3)

    with pytest.raises(DumpError, match=r"a\.csv: more than 3 articles \(divide it\)"):
        reading("title,text\n" + "a,b\n" * 4)


def test_notes_are_few_however_much_is_damaged() -> None:
    dump = reading("title,text\n" + "a,b\nc\n" * 500)

    assert 101 == len(dump.skipped)
    assert "400 more records were not read" == dump.skipped[-1]


def test_where_too_much_is_damaged_the_end_of_reading_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table_module, "DAMAGE_LIMIT", 2)

    dump = reading("title,text\na,b\nc\nd\ne,f\n")

    assert ["a"] == [draft.title for draft in dump.drafts or ()]
    assert "line 4 and what follows: not read: too much is damaged" == dump.skipped[-1]


def test_no_zero_comes_through() -> None:
    assert ("ab", "cd") == articles(b"title,text\na\0b,c\0d\n" + b"e,f\n" * 99)[0]


CELLS = st.text(st.sampled_from("ab \n\"',;|\té日"), max_size=12).map(lambda cell: f"x{cell}x")


@given(
    rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_writer_of_tables_writes_is_read_again(
    rows: list[tuple[str, str]], delimiter: str, end: str
) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end)
    writer.writerows([("title", "text"), *rows])

    dump = reading(written.getvalue())

    assert [" ".join(title.split()) for title, _ in rows] == [d.title for d in dump.drafts or ()]
    assert () == dump.skipped
