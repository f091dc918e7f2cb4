"""Actors: one identity across documents, matched conservatively."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import SEEDS

from briefgen.codebook.actors import identify, load_actors, read_actors
from briefgen.errors import InputError
from briefgen.places import parse_yaml

ACTORS = load_actors(SEEDS / "actors.yaml")


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read_actors(parse_yaml(text, "actors.yaml"))
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("name", "role", "actor"),
    [
        ("Magnus Brunner", None, "magnus-brunner"),
        ("Magnus Brunner", "EU migration commissioner", "magnus-brunner"),
        ("Brunner", None, "magnus-brunner"),
        ("Brunner’s", None, "magnus-brunner"),
        ("Brunner", "EU Migration Commissioner", "magnus-brunner"),
        ("Brunner", "Austrian baker", None),
        ("Karl Brunner", None, None),
        ("Ursula von der Leyen", "European Commission President", "ursula-von-der-leyen"),
        ("von der Leyen", None, "ursula-von-der-leyen"),
        ("Leyen", None, None),
        ("Commissioner Johansson", None, "ylva-johansson"),
        ("Ylva Johansson", None, "ylva-johansson"),
        ("Boris Johansson", None, None),
        ("Commissioner Orpo", None, None),
        ("Prime Minister Orpo", None, "petteri-orpo"),
        ("Commissioner Varhelyi", None, "oliver-varhelyi"),
        ("Grande-Marlaska", "Spanish Minister", "fernando-grande-marlaska"),
        ("Marlaska", None, None),
        ("General Khalifa Haftar", None, "khalifa-haftar"),
        ("Gen. Khalifa Haftar", "eastern Libyan commander", "khalifa-haftar"),
        ("Khalifa Hifter", None, "khalifa-haftar"),
        ("Haftar", None, "khalifa-haftar"),
        ("Saddam Haftar", None, None),
        ("Sviatlana Tsikhanouskaya", "Belarusian opposition leader", "sviatlana-tsikhanouskaya"),
        ("Alexander Lukashenko", None, "alexander-lukashenko"),
        ("Lukashenko", None, "alexander-lukashenko"),
        ("Vladimir Putin", "Russian leader", "vladimir-putin"),
        ("Amnesty International", None, "amnesty-international"),
        ("the European Commission", None, "european-commission"),
        ("a European Commission spokesperson", None, None),
        ("Commission", None, None),
        ("FRONTEX", None, "frontex"),
        ("Politico", None, "politico"),
        ("EU officials", None, None),
        ("", None, None),
        ("—", None, None),
    ],
)
def test_a_name_is_one_actor_or_none(name: str, role: str | None, actor: str | None) -> None:
    found = identify(name, role, ACTORS)
    assert (found.id if found else None) == actor


def test_a_surname_that_two_actors_share_identifies_neither() -> None:
    actors = read_actors(parse_yaml("a: {name: Ann Weber}\nb: {name: Max Weber}\n", "actors.yaml"))
    assert identify("Weber", None, actors) is None
    assert identify("Max Weber", None, actors) is actors[1]


@pytest.mark.parametrize(
    ("actor", "day", "role"),
    [
        ("ylva-johansson", date(2021, 6, 6), "European Commissioner for Home Affairs"),
        ("ylva-johansson", date(2024, 11, 30), "European Commissioner for Home Affairs"),
        ("ylva-johansson", date(2025, 1, 1), None),
        ("magnus-brunner", date(2024, 11, 30), None),
        ("magnus-brunner", date(2025, 7, 22), "European Commissioner for Internal Affairs and Migration"),
        ("ursula-von-der-leyen", date(2023, 12, 11), "President of the European Commission"),
        ("ursula-von-der-leyen", None, None),
    ],
)
def test_an_office_is_held_from_one_day_to_another(actor: str, day: date | None, role: str | None) -> None:
    (found,) = (one for one in ACTORS if one.id == actor)
    assert found.role_at(day) == role


def test_all_faults_of_the_file_are_told_at_once() -> None:
    assert problems(
        "Ann: {name: Ann Weber}\n"
        "b:\n"
        "  name: Max Weber\n"
        "  aliases: [Ann Weber, Dr Max Weber, '...']\n"
        "c: {kind: person}\n"
        "d: {name: D, kind: robot, role: none}\n"
    ) == [
        "actors.yaml:1:1: 'Ann' cannot be an actor's id (use small letters, digits and hyphens: magnus-brunner)",
        "actors.yaml:4:13: 'Ann Weber' also stands for 'Ann' (an alias must name one actor: remove it)",
        "actors.yaml:4:38: '...' holds no letter (write a name)",
        "actors.yaml:5:4: 'name' is missing",
        "actors.yaml:6:20: 'robot' is not one of person, organisation",
        "actors.yaml:6:27: unknown key 'role' (did you mean 'roles'?)",
    ]


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("{title: T}", "nothing shows this role"),
        ("{title: T, document: x}", "'document' and 'basis' belong together"),
        ("{title: T, document: x, basis: y, since: 2024-12-01}", "nothing shows the dates"),
        ("{title: T, outside: z, since: 2024-12}", "expected a day such as 2024-12-01"),
        ("{title: T, outside: z, since: 2024-02-30}", "there is no day 2024-02-30"),
        (
            "{title: T, outside: z, since: 2024-12-01, until: 2024-11-30}",
            "ends on 2024-11-30, before it begins",
        ),
        ("{outside: z}", "'title' is missing"),
    ],
)
def test_a_role_needs_what_shows_it(role: str, message: str) -> None:
    (problem,) = problems(f"a:\n  name: A B\n  roles: [{role}]\n")
    assert problem.startswith("actors.yaml:3:") and message in problem


def test_an_empty_file_has_no_actors() -> None:
    assert read_actors(parse_yaml("# nobody yet\n", "actors.yaml")) == ()
