"""What somebody of an office is called as well: a justice is the judge, a solicitor the lawyer."""

from __future__ import annotations

CALLED = {
    office: frozenset(called.split())
    for offices, called in (
        ("justice recorder magistrate", "judge"),
        ("inspector sergeant constable superintendent detective lieutenant captain", "officer policeman policewoman detective"),
        ("dc dci dsupt", "detective officer"),
        ("senator sen representative rep congressman congresswoman mp councillor councilman assemblyman", "lawmaker politician legislator"),
        ("professor lecturer", "academic scholar"),
        ("ceo executive", "boss"),
        ("manager", "boss coach"),
        ("coach", "boss manager"),
        ("attorney solicitor barrister counsel", "lawyer"),
        ("surgeon physician gp", "doctor"),
        ("colonel general major captain brigadier lieutenant", "soldier commander"),
        ("vicar rector father pastor rev", "priest clergyman"),
        ("chairman chairwoman chairperson", "chair"),
        ("pm", "premier minister"),
        ("novelist biographer memoirist essayist poet", "author writer"),
        ("headteacher headmaster headmistress principal", "head headteacher"),
        ("singer rapper guitarist drummer bassist", "musician"),
        ("striker midfielder defender goalkeeper winger flanker batsman bowler shortstop", "player"),
        ("hotelier restaurateur publican", "owner"),
    )
    for office in offices.split()
}  # fmt: skip
"""What somebody of an office is called as well, where the story names them no more."""
