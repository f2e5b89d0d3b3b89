"""Audiences out of a CRM's files, well-kept and otherwise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import VoiceError
from briefing.model import Audience, Voice
from briefing.segments import (
    LARGEST_FILE,
    Matching,
    check_size,
    gather,
    guess,
    planned,
    read,
    repeats,
    told,
)
from briefing.segments import cells as reading
from briefing.segments.gathering import MOST_AUDIENCES, MOST_INTERESTS
from briefing.segments.table import MOST_COLUMNS, MOST_ROWS
from briefing.voice import from_dict, to_dict

SAMPLE = Path(__file__).parents[1] / "sample_data" / "segments.csv"
BUILDERS = "Zielgruppe;Größe;Themen\r\nBau;1.200;Holz, Stein\r\nBahn;900;Gleise\r\n"
CONTACTS = (
    "First name,Last name,E-mail,Segment,Phone\n"
    "Ada,Berg,ada@berg.example,Grid,+41 79 555 11 11\n"
    "Cem,Dal,cem@dal.example,Grid; Fire,\n"
    "Eva,Falk,eva@falk.example,Fire,079 555 22 22\n"
)


def audiences(text, sizes="largest"):
    table = read(text.encode())
    return gather(table, guess(table), sizes)


def refused(body):
    with pytest.raises(VoiceError) as error:
        read(body)
    return str(error.value)


def test_the_example_is_read_as_it_is_meant():
    table = read(SAMPLE.read_bytes())
    assert guess(table) == Matching(0, 1, 2)
    found = gather(table, guess(table))
    assert not found.troubles
    assert found.audiences[-1] == Audience(
        "Vocational schools", ("apprenticeships", "training workshops", "career changers"), size=410
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_every_usual_encoding_is_read(encoding):
    table = read(BUILDERS.encode(encoding))
    assert table.header == ("Zielgruppe", "Größe", "Themen")
    assert gather(table, guess(table)).audiences[0] == Audience("Bau", ("Holz", "Stein"), size=1200)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_usual_delimiter_and_line_end_is_told(delimiter, line_end):
    rows = [["Segment", "Size", "Interests"], ["Grid", "12", "a/b"], ["Fire", "7", "alarms"]]
    text = line_end.join(delimiter.join(row) for row in rows)
    assert [row.cells for row in read(text.encode()).rows] == [tuple(row) for row in rows[1:]]


def test_commas_inside_cells_do_not_part_a_file_of_semicolons():
    text = "Segment;Size;Interests\nGrid;1,200;tariffs, heat\nFire;900;alarms\nRail;80;noise, dust"
    assert read(text.encode()).rows[0].cells == ("Grid", "1,200", "tariffs, heat")


def test_a_spreadsheet_s_own_word_on_the_delimiter_holds():
    table = read(b"sep=|\r\nSegment, all|Size\r\nGrid|1\r\n")
    assert table.header == ("Segment, all", "Size")
    assert table.rows[0].number == 3


def test_a_title_and_empty_lines_above_the_header_are_passed_over():
    table = read(b"\n\nExport of Monday\n\nSegment;Size\nGrid;1\n")
    assert table.header == ("Segment", "Size")
    assert table.rows[0].number == 6


def test_quoted_cells_may_have_delimiters_and_line_breaks():
    found = audiences('Segment,Interests\n"Grid, north","tariffs\nheat, ""green"""\nFire,x\n')
    assert found.audiences[0] == Audience("Grid, north", ("tariffs", 'heat, "green"'))


def test_columns_without_a_name_or_with_another_s_are_told_apart():
    assert read(b"Name,,Size,size\nGrid,a,1,2\n").header == ("Name", "Column 2", "Size", "size")
    assert read(b"A,A\nx,y\n").header == ("A", "A (column 2)")


@pytest.mark.parametrize(
    ("text", "matching"),
    [
        (BUILDERS, Matching(0, 1, 2)),
        ("Zielgruppengröße;Zielgruppe\n12;Bau", Matching(1, 0)),
        ("Nombre de contacts;Segment;Centres d’intérêt\n12;Rail;bruit", Matching(1, 0, 2)),
        ("Number of contacts,Segment size,Label\nx,12,Rail", Matching(2, 1)),
        ("Tags,People,Group\na;b,12,Rail", Matching(2, 1, 0)),
        ("客户群,人数,兴趣\n电网,12,安全;电池", Matching(0, 1, 2)),
        ("Id,Foo,Bar,Baz\n1,Grid,12,a;b", Matching(1, 2, 3)),
        ("Contacts,Name\n12,Grid", Matching(1, 0)),
    ],
)
def test_the_columns_are_guessed_by_their_names_or_by_what_is_in_them(text, matching):
    assert guess(read(text.encode())) == matching


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        *((cell, 1200) for cell in ("1200", "1.200", "1,200", "1 200", "1'200", "1’200", "1200.0")),
        *((cell, 1200) for cell in ("1\u00a0200", "1\u202f200", "1.200,00", "1,200.00", " 1200 ")),
        *((cell, 12_000) for cell in ("12k", "12 K", "12 Tsd.", "12.0k", "12,0 k")),
        *((cell, 1_500_000) for cell in ("1.5m", "1,5 Mio.", "1.500.000", "15,00,000")),
        ('="0123"', 123),
        ("0", 0),
        *((cell, None) for cell in ("", " ", "-", "–", "n/a", "?")),
    ],
)
def test_numbers_of_people_are_read_as_people_write_them(cell, size):
    assert reading.people(cell) == size


@pytest.mark.parametrize(
    "cell",
    [
        *("many", "-5", "1.2", "1,5", "1.200,5", "1,200k", "1..2", "1,2,3", "12 %", "1e3", "=12"),
        *("99999999999", "1" * 5_000, "1.200.00", "0,500", "10-20"),
    ],
)
def test_what_is_no_number_of_people_or_two_is_refused(cell):
    with pytest.raises(VoiceError, match="not a whole number"):
        reading.people(cell)


@pytest.mark.parametrize(
    ("cell", "interests"),
    [
        ("tariffs; heat", ("tariffs", "heat")),
        ("tariffs | heat", ("tariffs", "heat")),
        ("tariffs, heat", ("tariffs", "heat")),
        ("tariffs/heat", ("tariffs", "heat")),
        ("tariffs / heat, noise", ("tariffs", "heat", "noise")),
        ("- tariffs\n- heat\n", ("tariffs", "heat")),
        ("• tariffs • heat", ("tariffs", "heat")),
        ("oil, gas; heat", ("oil, gas", "heat")),
        ("24/7 service, 1,5 kW", ("24/7 service", "1,5 kW")),
        ("Heat, heat, HEAT", ("Heat",)),
        ("@grid; +safety", ("grid", "safety")),
        ("", ()),
        (" ; ", ()),
    ],
)
def test_interests_part_at_the_strongest_sign_a_cell_has(cell, interests):
    assert reading.interests(cell) == interests


def test_interests_on_rows_of_their_own_are_united():
    found = audiences("Segment,Interest,Size\nGrid,heat,10\ngrid,Tariffs,10\nGrid,tariffs,10\n")
    assert found.audiences == (Audience("Grid", ("Tariffs", "heat"), size=10),)


@pytest.mark.parametrize(("sizes", "size"), [("largest", 12), ("added", 22), ("counted", 2)])
def test_sizes_on_several_rows_are_what_the_person_says_they_are(sizes, size):
    found = audiences("Segment,Interest,Size\nGrid,heat,10\nGrid,tariffs,12\nFire,x,1\n", sizes)
    assert found.audiences[0].size == size


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("Segment,Interest,Size\nGrid,a,10\nGrid,b,10\n", "largest"),
        ("Segment,Interest,Size\nGrid,a,10\nGrid,b,12\n", None),
        ("Segment,Interest\nGrid,a\nGrid,b\n", "unknown"),
        ("Segment\nGrid\nGrid\nFire, all\n", "counted"),
        (CONTACTS, "counted"),
    ],
)
def test_what_rows_stand_for_is_guessed_only_where_something_tells(text, usual):
    table = read(text.encode())
    found = repeats(table, guess(table))
    assert found is not None
    assert found.usual == usual


def test_nothing_is_asked_where_each_name_has_one_row():
    table = read(SAMPLE.read_bytes())
    assert repeats(table, guess(table)) is None


def test_contacts_are_counted_and_nothing_of_them_is_kept():
    table = read(CONTACTS.encode())
    assert [table.header[n] for n in sorted(table.personal)] == [
        "First name",
        "Last name",
        "E-mail",
        "Phone",
    ]
    for secret in ("Ada", "Berg", "ada@", "555"):
        assert secret not in repr(table)
    found = gather(table, guess(table), "counted")
    assert found.audiences == (Audience("Grid", size=2), Audience("Fire", size=2))


@pytest.mark.parametrize(
    "header",
    [
        *("Vorname", "E-Mail-Adresse", "emailAddress", "Geschäftstelefon", "Prénom", "Contact"),
        *("Contact owner", "Geburtsdatum", "N° de téléphone", "Mobilnummer", "LAST_NAME", "IBAN"),
    ],
)
def test_personal_columns_are_known_by_their_names(header):
    assert read(f"Segment,{header}\nGrid,x\n".encode()).personal == {1}


@pytest.mark.parametrize("cell", ["ada@berg.example", "Ada <ada@berg.example>", "+41 79 555 11 11"])
def test_personal_columns_are_known_by_what_is_in_them(cell):
    assert read(f"Segment,Column\nGrid,{cell}\n".encode()).personal == {1}


def test_a_name_is_a_person_s_where_the_file_lists_people_and_a_segment_s_elsewhere():
    assert read(b"Name,Size\nGrid,1\n").personal == frozenset()
    assert read(b"Name,Phone,Segment\nAda,ask,Grid\n").personal == {0, 1}


def test_a_column_that_counts_contacts_is_not_personal():
    assert read(b'Segment,Kontakt\nGrid,"1,200"\nFire,80\n').personal == frozenset()


def test_a_file_with_personal_columns_alone_says_so():
    table = read(b"First name,E-mail\nAda,a@b.example\n")
    with pytest.raises(VoiceError, match="looks personal"):
        guess(table)


def test_rows_that_cannot_be_read_are_named_and_the_rest_goes_on():
    found = audiences(
        "Segment,Size,Interests\nGrid,12,heat\nFire,7\n=cmd|' /C calc'!A0,1,x\n,5,x\n"
        "Rail,many,x\nada@berg.example,1,x\nSea,1,x,y\nAir,3,x,,\n"
    )
    assert [one.name for one in found.audiences] == ["Grid", "Rail", "Air"]
    assert told(found) == [
        "Row 3 was left out: 2 cells where there are 3 columns.",
        "Row 4 was left out: a formula.",
        "Row 5 was left out: no name.",
        "Row 6 has no size: “many” is not a whole number of people.",
        "Row 7 was left out: an email address, which is personal.",
        "Row 8 was left out: 4 cells where there are 3 columns.",
    ]


def test_many_rows_with_one_fault_are_told_once():
    found = audiences("Segment,Size\nGrid,1\n" + ",1\n" * 20)
    assert told(found) == ["Rows 3, 4, 5, 6, 7 and 15 more were left out: no name."]


@pytest.mark.parametrize(
    "cell",
    ["=cmd", "  =1+1", "＝1", "\u200b=1", "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3+cmd|'x'!A0"],
)
@pytest.mark.parametrize("read_cell", [reading.name, reading.interests])
def test_formulas_are_refused(cell, read_cell):
    with pytest.raises(VoiceError, match="formula"):
        read_cell(cell)


@given(st.text(st.sampled_from("=+-@＝＋－＠;,|/\t\r\n\0 '\"(!aé\u200b7"), max_size=16))
def test_no_formula_ever_gets_into_a_voice(cell):
    for read_cell in (reading.names, reading.interests):
        try:
            found = read_cell(cell)
        except VoiceError:
            continue
        for one in found:
            assert one.strip() == one
            assert one[0] not in "=+-@＝＋－＠"
            assert one.isprintable()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"\n" * 1_000, "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0rest of an old one", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><table><tr><td>Segment", "web page"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"Segment,Size\n", "nothing below"),
        (b";;;\n;;;\n", "empty"),
        (b'Segment,Size\nGrid,1\n"Fire,2\nRail,3\n', "Row 3 opens a quotation mark"),
        (b'Segment,Size\n"' + b"Grid,1\n" * 30_000, "Row 2 has a cell of more than"),
        (b"," * 100_000 + b"\na,b\n", "name no columns"),
        (b"a," * (MOST_COLUMNS + 1) + b"\nb\n", "columns"),
        (b"Segment,Size\n" + b"Grid,1\n" * (MOST_ROWS + 1), "100,000 rows"),
    ],
)
def test_files_that_cannot_be_read_say_why(body, says):
    assert says in refused(body)


def test_a_file_that_is_too_large_is_refused_by_its_size_alone():
    check_size(LARGEST_FILE)
    with pytest.raises(VoiceError, match="larger than 10 MB"):
        check_size(200_000_000)
    assert "larger than 10 MB" in refused(b"a,b\n" * (LARGEST_FILE // 4 + 1))


def test_a_million_empty_lines_are_passed_over():
    table = read(b"Segment,Size\n" + b"\n" * 1_000_000 + b"Grid,1\n")
    assert [(row.number, row.cells) for row in table.rows] == [(1_000_002, ("Grid", "1"))]


def test_a_stray_nul_is_left_out_of_its_cell():
    table = read(b"Segment,Size,Interests\nGr\0id north,1,reliability and safety of the grid\n")
    assert table.rows[0].cells[0] == "Grid north"


def test_one_column_is_enough_to_count_by_and_for_nothing_else():
    assert audiences("Segment\nGrid\nGrid\nFire\n", "counted").audiences[0].size == 2
    with pytest.raises(VoiceError, match="one column"):
        audiences("Segment\nGrid\nFire\n")


@pytest.mark.parametrize(
    ("text", "sizes", "says"),
    [
        ("Segment,Size\n=a,1\n=b,2\n", "largest", "Rows 2 and 3 were left out: a formula."),
        ("Segment,Size\nGrid,1\nFire,1\n", "counted", "stands once"),
        (
            "Segment,Size\n" + "".join(f"Segment {n}a,1\n" for n in range(MOST_AUDIENCES + 1)),
            "largest",
            "names 201 audiences",
        ),
    ],
)
def test_a_column_that_names_no_audiences_is_questioned(text, sizes, says):
    with pytest.raises(VoiceError) as error:
        audiences(text, sizes)
    assert says in str(error.value)


def test_of_very_many_interests_those_that_most_rows_name_are_kept():
    rare = "".join(f"Grid,rare {n}a,1\n" for n in range(MOST_INTERESTS))
    found = audiences(f"Segment,Interest,Size\n{rare}Grid,heat,1\nGrid,heat,1\n")
    assert found.audiences[0].interests[0] == "heat"
    assert len(found.audiences[0].interests) == MOST_INTERESTS
    assert found.shortened == ("Grid",)
    assert "more than 50 interests" in told(found)[0]


def test_a_plan_keeps_weights_places_and_what_the_file_does_not_say():
    grid = Audience("Grid", ("heat",), weight=2.0, size=10)
    fire = Audience("Fire", ("alarms", "permits"), weight=0.5, size=7)
    press = Audience("Press", (), size=3)
    voice = Voice(audiences=(grid, fire, press))
    plan = planned(
        voice,
        [
            Audience("Rail", ("noise",), size=1),
            Audience("FIRE", ("Permits", "Alarms")),
            Audience("grid", ("tariffs",), size=12),
        ],
    )
    updated = Audience("Grid", ("tariffs",), weight=2.0, size=12)
    rail = Audience("Rail", ("noise",), size=1)
    assert plan.voice.audiences == (updated, fire, press, rail)
    assert plan.added == (rail,)
    assert plan.changed == ((grid, updated),)
    assert plan.same == (fire,)
    assert plan.absent == (press,)
    assert from_dict(to_dict(plan.voice)) == plan.voice
    assert planned(plan.voice, plan.added).voice == plan.voice
