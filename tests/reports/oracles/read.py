"""Reads exports of the sample plan with programs that have nothing to do with y2q, and prints what they see.

    python3 -m venv venv && venv/bin/pip install icalendar vobject mpxj JPype1 compliance-trestle   # mpxj needs Java
    Y2Q_EXPORTS=exports cargo test --test it -- --ignored exports_are_written
    venv/bin/python tests/reports/oracles/read.py exports tests/reports/oracles

One transcript a format; its first line is the SHA-256 of the file that was read.
"""

import hashlib
import importlib.metadata
import pathlib
import sys

folder, into = map(pathlib.Path, sys.argv[1:3])


def transcript(name, package, rows):
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    version = importlib.metadata.version(package)
    lines = [f"{digest}\t{package} {version}"] + ["\t".join(map(str, row)) for row in rows]
    (into / f"{name.split('.')[0]}-{package}.tsv").write_text("\n".join(lines) + "\n")
    print(name, package, len(rows))


def calendar():
    import icalendar

    read = icalendar.Calendar.from_ical((folder / "ics.ics").read_bytes())
    assert not read.errors, read.errors
    for part in read.walk():
        if part.name not in ("VEVENT", "VTODO"):
            continue
        assert not part.errors, part.errors
        day = lambda key: part[key].dt.isoformat() if key in part else ""
        yield part.name, day("DTSTART"), day("DUE"), part["SUMMARY"], len(part.get("RELATED-TO", [])) if isinstance(
            part.get("RELATED-TO"), list
        ) else int("RELATED-TO" in part)


def calendar_again():
    import vobject

    read = vobject.readOne((folder / "ics.ics").read_text())
    read.validate(raiseException=True)
    for part in read.components():
        day = lambda name: getattr(part, name).value.isoformat() if hasattr(part, name) else ""
        yield part.name, day("dtstart"), day("due"), part.summary.value, len(part.contents.get("related-to", []))


def project():
    import jpype
    import jpype.imports
    import mpxj  # noqa: F401

    jpype.startJVM()
    from org.mpxj.mspdi import MSPDIReader

    read = MSPDIReader().read(str(folder / "mspdi.xml"))
    for task in read.getTasks():
        links = sorted(
            f"{link.getPredecessorTask().getText(1)}:{link.getType()}:{link.getLag()}" for link in task.getPredecessors()
        )
        people = [f"{one.getResource().getName()}={one.getWork()}" for one in task.getResourceAssignments()]
        yield (
            "task", task.getText(1) or "", task.getName(), task.getStart(), task.getFinish(), task.getDuration(),
            task.getDeadline() or "", int(task.getMilestone()), int(task.getSummary()), task.getOutlineLevel(),
            " ".join(links), " ".join(people),
        )
    for one in read.getResources():
        periods = one.getAvailability()
        yield "resource", one.getName(), one.getMaxUnits() if not periods.isEmpty() else "", periods.size()


def poam():
    from trestle.oscal.poam import PlanOfActionAndMilestones

    read = PlanOfActionAndMilestones.oscal_read(folder / "oscal.json")
    risks = {risk.uuid: risk for risk in read.risks}
    for item in read.poam_items:
        risk = risks[item.related_risks[0].risk_uuid]
        tasks = risk.remediations[0].tasks
        yield (
            item.title, risk.deadline.date() if risk.deadline else "",
            len(item.related_observations or []), sum("milestone" in repr(task.type) for task in tasks),
            len(tasks[0].dependencies or []), "late" if item.remarks else "",
        )


transcript("ics.ics", "icalendar", list(calendar()))
transcript("ics.ics", "vobject", list(calendar_again()))
transcript("oscal.json", "compliance-trestle", list(poam()))
transcript("mspdi.xml", "mpxj", list(project()))
