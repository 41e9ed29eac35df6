"""`sohoa split`: the officer divides the file of a paper anew before signing.

Must not hold rules: the pipeline does.
"""

from archive.errors import Exit
from archive.papers import repository as papers
from desk.bootstrap import acting, open_house
from desk.cli.lines import paper_line
from desk.cli.output import Output
from desk.cli.session import channel, settings
from desk.pipeline.page_plan import Aside, Asked, numbers_of, ranges_of
from desk.pipeline.page_receipt import aside_of
from desk.pipeline.resplit import resplit


def split(key: str, pages: str, blank: str, separator: str, *, as_json: bool) -> int:
    """Divide anew and print a line for each paper of the file then."""
    out = Output(as_json=as_json)
    with open_house(settings()) as house:
        actor = acting(house, channel())
        with house.database.reading() as session:
            paper = papers.get(session, actor, key)
            aside = [aside_of(intake) for intake in papers.intakes_of(session, paper)]
        passed = {number for one in aside for number in (*one.blanks, *one.separators)}
        empty, sheets = numbers_of(blank), numbers_of(separator)
        asked = Asked(ranges_of(pages, passed | {*empty, *sheets}), Aside(empty, sheets))
        for made in resplit(house, actor, key, asked, version=paper.version):
            with house.database.reading() as session:
                line = paper_line(session, actor, papers.at_work(session, made.id))
            told = ", ".join(map(str, line["pages"]))
            out.item(line, f"{line['code']}  {line['state']}  {line['type']}  trang/pages {told}")
    return int(Exit.OK)
