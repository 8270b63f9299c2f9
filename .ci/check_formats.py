"""Validates the SARIF of every wrong example of grammar.md, and reads test results as JUnit. See check-formats."""

import json
import pathlib
import re
import subprocess
import sys
from urllib.parse import unquote

import jsonschema
import junitparser

tool, work = sys.argv[1], pathlib.Path(sys.argv[2])


def run(*words, accepted=(0, 1)):
    done = subprocess.run([tool, *map(str, words)], capture_output=True, text=True, cwd=work)
    assert done.returncode in accepted, (words, done.returncode, done.stderr)
    return done.stdout


def wrong_examples():
    entries = re.split(r"^### (?=[EL]\d{4}: )", pathlib.Path("grammar.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    for entry in entries:
        found = re.search(r"^Wrong:\n\n```secrule\n(.*?)\n```$", entry, flags=re.M | re.S)
        if found:
            yield entry[:5], found.group(1)


def covered(source, region):
    """What a region covers; columns count UTF-16 code units."""
    lines = [line.encode("utf-16-le") for line in re.split(r"\r\n|\r|\n", source)]
    first, last = region["startLine"] - 1, region["endLine"] - 1
    start, end = 2 * (region["startColumn"] - 1), 2 * (region["endColumn"] - 1)
    if first == last:
        assert start <= end <= len(lines[first]), region
        return lines[first][start:end].decode("utf-16-le")
    assert first < last and start <= len(lines[first]) and end <= len(lines[last]), region
    return "\n".join([lines[first][start:].decode("utf-16-le")] + [lines[last][:end].decode("utf-16-le")])


def check_for_code_scanning(log, source, name):
    """What GitHub asks for beyond the schema, and that places are the right ones."""
    (scan,) = log["runs"]
    rules = scan["tool"]["driver"]["rules"]
    for rule in rules:
        assert len(rule["shortDescription"]["text"]) <= 1024 and len(rule["fullDescription"]["text"]) <= 1024, rule["id"]
        assert rule["help"]["text"] and rule["help"]["markdown"] and rule["name"] and len(rule["name"]) <= 255
        assert len(rule["properties"]["tags"]) <= 20
    for result in scan["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert re.fullmatch(r"[0-9a-f]+:[0-9]+", result["partialFingerprints"]["primaryLocationLineHash"])
        for place in result["locations"] + result.get("relatedLocations", []):
            place = place["physicalLocation"]
            assert unquote(place["artifactLocation"]["uri"]) == name, place
            covered(source, place["region"])
        for fix in result.get("fixes", []):
            for replacement in fix["artifactChanges"][0]["replacements"]:
                covered(source, replacement["deletedRegion"])


schema = json.loads(pathlib.Path(".ci/schemas/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
validator = jsonschema.validators.validator_for(schema)(
    schema, format_checker=jsonschema.validators.validator_for(schema).FORMAT_CHECKER
)
count = fixes = 0
for code, source in wrong_examples():
    name = f"wrong example {code}.secrule"
    (work / name).write_text(source, encoding="utf-8")
    log = json.loads(run("check", "--strict", "--format", "sarif", name))
    problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)]
    assert not problems, (code, problems[:3])
    check_for_code_scanning(log, source, name)
    results = log["runs"][0]["results"]
    assert code in {result["ruleId"] for result in results}, (code, results)
    plain = json.loads(run("check", "--strict", "--format", "json", name))["diagnostics"]
    assert [(d["code"], d["line"], d["severity"]) for d in plain] == [
        (r["ruleId"], r["locations"][0]["physicalLocation"]["region"]["startLine"], r["level"]) for r in results
    ], code
    count += 1
    fixes += sum(len(result.get("fixes", [])) for result in results)
assert count > 60, count
print(f"{count} wrong examples give valid SARIF, {fixes} of their findings with a fix")

(work / "tests.secrule").write_text(
    """rule r when exposure_score > 60 then require improve_score daily
test "passes & <says> \\"so\\"" of r { given exposure_score = 61 expect r fires }
test "fails" of r { given exposure_score = 10 expect r fires expect require improve_score }
""",
    encoding="utf-8",
)
xml = junitparser.JUnitXml.fromstring(run("test", "--format", "junit", "tests.secrule").encode())
(suite,) = xml
assert (xml.tests, xml.failures, suite.name, suite.tests, suite.failures) == (2, 1, "tests.secrule", 2, 1)
passed, failed = suite
assert passed.name == 'passes & <says> "so"' and passed.is_passed and passed.classname == "tests.secrule"
assert isinstance(failed.result[0], junitparser.Failure) and "expect r fires" in failed.result[0].message
assert "tests.secrule:3: expect r fires" in failed.result[0].text
packs = run("test", "--format", "junit", pathlib.Path("rules").resolve(), accepted=(0,))
xml = junitparser.JUnitXml.fromstring(packs.encode())
cases = sum(1 for suite in xml for _ in suite)
assert cases == xml.tests > 100 and xml.failures == 0 and all(case.is_passed for suite in xml for case in suite)
print(f"JUnit is read by others: {cases} tests of the packs, and one that fails")
