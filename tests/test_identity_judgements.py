"""The file of judgements: plain text, the last word counts, and a contradiction is never swallowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defgraph.errors import InputError, JudgementsError
from defgraph.identity.judgements import Judgement, Judgements, Verdict, append
from identity_strategies import KEYS, PAIRS, judged, last_words, many_judgements, naive_same

if TYPE_CHECKING:
    from pathlib import Path

A, B, C, D = KEYS[:4]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "judgements.tsv"


def lines(*judgements: Judgement) -> str:
    return "".join(f"{each.to_line()}\n" for each in judgements)


class TestInEffect:
    @given(many_judgements)
    def test_the_last_word_on_a_pair_wins(self, judgements: list[Judgement]) -> None:
        in_effect = Judgements.of(judgements)
        assert {each.pair: each.verdict for each in in_effect} == last_words(judgements)
        assert in_effect.pairs() == tuple(sorted({each.pair for each in judgements}))
        for a, b in PAIRS:
            found = in_effect.on(b, a)
            assert found == in_effect.on(a, b)
            assert (found.verdict if found else None) == last_words(judgements).get((a, b))

    @given(many_judgements)
    def test_they_are_gone_through_in_the_order_of_effect(self, judgements: list[Judgement]) -> None:
        kept = [
            one for n, one in enumerate(judgements) if one.pair not in {j.pair for j in judgements[n + 1 :]}
        ]
        assert list(Judgements.of(judgements)) == kept

    @given(many_judgements, many_judgements)
    def test_equal_is_what_has_the_same_effect(self, some: list[Judgement], more: list[Judgement]) -> None:
        one, other = Judgements.of(some), Judgements.of(more)
        effect = {each.pair: each.content for each in one}
        assert (one == other) == (effect == {each.pair: each.content for each in other})
        assert one == Judgements.of(
            each._replace(line=n)
            for n, each in enumerate([*more, *some, *reversed(list(one))])
            if each.pair in effect
        )
        assert (one == other) == (one.text() == other.text())
        assert one != other or hash(one) == hash(other)

    def test_the_text_leaves_lines_out_but_not_reasons(self) -> None:
        one = Judgements.of([judged("same", "a", "b", "photo")._replace(line=3)])
        assert one.text() == "same\tofficial/id/a\tofficial/id/b\t2026-11-22\trina\tphoto\n"
        assert one == Judgements.of([judged("same", "a", "b", "photo")])
        assert one != Judgements.of([judged("same", "a", "b", "letter")])
        assert one != [judged("same", "a", "b", "photo")]


class TestDiffering:
    @given(many_judgements, many_judgements)
    def test_outside_of_it_nothing_follows_that_did_not_before(
        self, some: list[Judgement], more: list[Judgement]
    ) -> None:
        one, other = Judgements.of(some), Judgements.of(more)
        touched = one.differing(other)
        assert touched == other.differing(one)
        assert bool(touched) == (one != other)
        for a, b in PAIRS:
            if not {a, b} <= touched:
                assert one.on(a, b) == other.on(a, b)
            if not {a, b} & touched:
                assert one.explain(a, b) == other.explain(a, b)
        for key in set(KEYS) - touched:
            assert one.algebra.group(key) == other.algebra.group(key)

    def test_what_is_judged_one_with_a_touched_thing_is_touched(self) -> None:
        before = Judgements.of([judged("same", "a", "b"), judged("same", "e", "f")])
        after = Judgements.of([*before, judged("different", "b", "c")])
        assert after.differing(before) == {A, B, C}


class TestReading:
    def test_comments_and_empty_lines_are_passed_over(self, file: Path) -> None:
        one, other = judged("same", "a", "b", "photo"), judged("unsure", "a", "c")
        file.write_text(f"\ufeff# why\n\n{lines(one)}\n  # more\n{lines(other)}", encoding="utf-8")
        assert list(Judgements.read(file)) == [one._replace(line=3), other._replace(line=6)]

    def test_lines_may_end_as_on_windows_or_not_at_all(self, file: Path) -> None:
        text = "# why\n" + lines(judged("same", "a", "b", "photo"), judged("same", "b", "c"))
        file.write_bytes(text.rstrip().replace("\n", "\r\n").encode())
        windows = Judgements.read(file)
        file.write_bytes(text.encode())
        assert list(windows) == list(Judgements.read(file))

    def test_every_line_that_is_none_is_named(self, file: Path) -> None:
        good = lines(judged("same", "a", "b"))
        file.write_text(f"# a comment\n{good}sama\t{A}\t{B}\t2026-11-22\trina\n{good}same\t{A}\n")
        with pytest.raises(JudgementsError) as caught:
            Judgements.read(file)
        first, second = str(caught.value).split("\n")
        assert (
            first
            == f'{file}:3: found the verdict "sama", expected one of same, different, unsure; did you mean "same"?'
        )
        assert second.startswith(f"{file}:5: found 2 of the parts verdict, a, b, day, who, why")
        assert caught.value.exit_code == 2

    def test_bytes_that_are_no_text_are_named_by_line(self, file: Path) -> None:
        file.write_bytes(b"# one\n# two\nsame\t\xff\n")
        with pytest.raises(JudgementsError, match=r"judgements.tsv:3: found bytes that are not UTF-8"):
            Judgements.read(file)

    def test_a_missing_file_is_none_only_when_that_is_asked_for(self, file: Path) -> None:
        assert len(Judgements.read(file, missing_ok=True)) == 0
        with pytest.raises(InputError, match="no such file"):
            Judgements.read(file)

    def test_a_folder_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read"):
            Judgements.read(tmp_path)


class TestContradictions:
    def test_every_line_is_named_and_the_next_step(self, file: Path) -> None:
        file.write_text(
            "# begin\n"
            + lines(
                judged("same", "a", "b", "photo"),
                judged("different", "a", "c", "son"),
                judged("same", "b", "c"),
            )
        )
        judgements = Judgements.read(file)
        with pytest.raises(JudgementsError) as caught:
            judgements.check()
        assert str(caught.value) == (
            f"{file}: judgements contradict one another:\n"
            f"  line 2: {A} and {B}: judged the same by rina on 2026-11-22: photo\n"
            f"  line 4: {B} and {C}: judged the same by rina on 2026-11-22\n"
            f"  line 3: {A} and {C}: judged different by rina on 2026-11-22: son\n"
            f"  so {A} and {C} would be both the same and different\n"
            "judge one of these pairs anew, in a line at the end, or correct a line that is wrong"
        )

    def test_many_are_counted(self) -> None:
        star = [judged("same", "a", letter) for letter in "bcdefg"]
        apart = [judged("different", one, other) for one, other in ("bc", "cd", "de", "ef", "fg", "bg", "bd")]
        with pytest.raises(JudgementsError, match="2 more judgements contradict others"):
            Judgements.of([*star, *apart]).check()

    def test_a_later_word_resolves_it(self) -> None:
        Judgements.of(
            [
                judged("same", "a", "b"),
                judged("same", "b", "c"),
                judged("different", "a", "c"),
                judged("unsure", "b", "c"),
            ]
        ).check()


class TestAppending:
    def test_the_file_begins_by_explaining_itself_in_both_languages(self, file: Path) -> None:
        append(file, judged("same", "a", "b", "photo"))
        head, last = file.read_text(encoding="utf-8").rsplit("\n", 2)[:2]
        assert all(line.startswith("#") for line in head.split("\n"))
        assert "One judgement a line" in head
        assert "Satu keputusan per baris" in head
        for part in ("same", "different", "unsure", "day", "who", "why"):
            assert head.count(part) >= 2
        assert last == "same\tofficial/id/a\tofficial/id/b\t2026-11-22\trina\tphoto"

    def test_what_is_returned_is_what_is_read(self, file: Path) -> None:
        for one in (judged("same", "a", "b"), judged("unsure", "c", "b"), judged("different", "a", "b")):
            returned = append(str(file), one)
            assert list(returned) == list(Judgements.read(file))
            assert returned.on(*one.pair) == one._replace(line=file.read_text(encoding="utf-8").count("\n"))

    def test_what_stands_there_stays(self, file: Path) -> None:
        file.write_bytes("# mine: Émile\r\n".encode() + lines(judged("same", "a", "b")).encode().rstrip())
        before = file.read_bytes()
        append(file, judged("same", "b", "c"))
        assert (
            file.read_bytes()
            == before + b"\r\n" + lines(judged("same", "b", "c")).encode().rstrip() + b"\r\n"
        )

    def test_what_is_in_effect_is_not_written_again(self, file: Path) -> None:
        append(file, judged("same", "a", "b"))
        before = file.read_bytes()
        append(file, judged("same", "b", "a"))
        assert file.read_bytes() == before

    def test_a_contradiction_is_refused_with_the_lines_and_nothing_is_written(self, file: Path) -> None:
        file.write_text(lines(judged("same", "a", "b", "photo"), judged("same", "b", "c")))
        before = file.read_bytes()
        with pytest.raises(JudgementsError) as caught:
            append(file, judged("different", "c", "a"))
        assert str(caught.value) == (
            f"{file}: {A} and {C} cannot be judged different; that contradicts\n"
            f"  line 1: {A} and {B}: judged the same by rina on 2026-11-22: photo\n"
            f"  line 2: {B} and {C}: judged the same by rina on 2026-11-22\n"
            "leave it, or first judge one of these pairs anew"
        )
        assert file.read_bytes() == before

    def test_a_same_that_closes_a_chain_is_refused_too(self, file: Path) -> None:
        file.write_text(lines(judged("same", "a", "b"), judged("different", "a", "c")))
        with pytest.raises(JudgementsError, match=r"cannot be judged same[^$]*line 1[^$]*line 2"):
            append(file, judged("same", "b", "c"))

    def test_a_contradiction_in_the_file_can_be_resolved_step_by_step(self, file: Path) -> None:
        file.write_text(
            lines(
                judged("same", "a", "b"),
                judged("different", "a", "b"),
                judged("same", "c", "b"),
                judged("same", "a", "c"),
            )
            + lines(judged("same", "e", "f"), judged("same", "f", "g"), judged("different", "e", "g"))
        )
        assert len(append(file, judged("unsure", "a", "c")).contradictions()) == 1
        assert append(file, judged("unsure", "e", "f")).contradictions() == ()

    def test_a_file_with_a_wrong_line_is_left_alone(self, file: Path) -> None:
        file.write_text("sama\n")
        with pytest.raises(JudgementsError, match=":1: found 1 of the parts"):
            append(file, judged("same", "a", "b"))
        assert file.read_text() == "sama\n"

    def test_where_nothing_can_be_written_it_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be written"):
            append(tmp_path / "nowhere" / "j.tsv", judged("same", "a", "b"))

    @given(st.data())
    def test_what_is_appended_one_by_one_never_contradicts(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ) -> None:
        file = tmp_path_factory.mktemp("j") / "j.tsv"
        kept: list[Judgement] = []
        for one in data.draw(many_judgements):
            verdicts = last_words([*kept, one])
            same = naive_same(verdicts)
            fits = not any(
                verdict is Verdict.DIFFERENT and pair in same for pair, verdict in verdicts.items()
            )
            try:
                append(file, one)
            except JudgementsError:
                assert not fits
            else:
                assert fits
                kept.append(one)
        assert Judgements.read(file, missing_ok=True) == Judgements.of(kept)
