"""``permitted evaluate``: the check measured on labelled texts."""

from __future__ import annotations

import json

from generator.cli.boundary import ExitCode

SAMPLES = [
    {"id": "a-1", "text": "Leave us five stars and get a gift card.", "labels": ["incentive"], "kind": "plain"},
    {"id": "a-2", "text": "The parcel comes on Friday.", "labels": [], "kind": "innocent", "sealed": True},
    {"id": "a-3", "text": "The blue mug is packed in a second box.", "labels": ["marketing"], "kind": "paraphrase"},
]


def corpus(tmp_path, rows=SAMPLES):
    path = tmp_path / "en.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_table(permitted, tmp_path):
    done = permitted("evaluate", corpus(tmp_path), "--part", "all", "--misses")
    assert done.code == ExitCode.WRITTEN
    assert "| en | 3 | 100 % | 0 % | – | 50 % | 0 % | 0 % | 0 % |" in done.out
    assert "a-3 (paraphrase, pass): marketing <> –" in done.out


def test_json(permitted, tmp_path):
    done = permitted("evaluate", corpus(tmp_path), "--part", "open", "--json", "--misses")
    (report,) = json.loads(done.out)
    assert report["language"] == "en"
    assert report["violations"]["texts"] == 2
    assert report["innocent"]["texts"] == 0
    assert report["rules"]["incentive"]["named_share"] == 1.0
    assert [miss["id"] for miss in report["misses"]] == ["a-3"]


def test_sealed_alone(permitted, tmp_path):
    (report,) = json.loads(permitted("evaluate", corpus(tmp_path), "--json").out)
    assert report["innocent"]["texts"] == 1
    assert report["violations"]["texts"] == 0


def test_a_line_that_is_no_sample(permitted, tmp_path):
    done = permitted("evaluate", corpus(tmp_path, [{"id": "a", "text": "b", "labels": [], "kind": "odd"}]))
    assert done.code == ExitCode.USAGE
    assert "en.jsonl:1: U016" in done.err


def test_no_such_part_and_no_texts(permitted):
    assert "U006" in permitted("evaluate", "--part", "half").err
    assert "U017" in permitted("evaluate", "--language", "tlh").err
