#!/usr/bin/env python3
"""Puts the grouping of wiredesk beside that of scikit-learn, on one processor each.

  sklearn_group.py [--documents N] [--rounds R] [--threshold T] [--wiredesk PROGRAM] STREAM

Both get the first N documents, by time, of STREAM (.jsonl or .jsonl.gz), as one file. scikit-learn makes
TF-IDF vectors (TfidfVectorizer: English stop words, counts dampened) of titles and texts, their cosine
distances, and clusters of average linkage up to a distance of 1 - T (AgglomerativeClustering). wiredesk
finds copies too. Wall and processor seconds and the peak of memory are those of whole processes, start to
end, the fastest of R rounds, in turns; those of the stages each side measures of itself. Needs Go and
Debian's python3-sklearn."""
import argparse
import gzip
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time

ONE = {k: "1" for k in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "GOMAXPROCS")}
HERE = os.path.abspath(__file__)


def cut(stream, n, out):
    """Writes the first n documents of stream, by time."""
    with (gzip.open if stream.endswith(".gz") else open)(stream, "rt", encoding="utf-8") as f:
        docs = [json.loads(line) for line in f if line.strip()]
    docs.sort(key=lambda d: (not d.get("published"), d.get("published", ""), d["id"]))  # undated ones last
    if len(docs) < n:
        sys.exit("%s: %d documents, %d are wanted" % (stream, len(docs), n))
    with open(out, "w", encoding="utf-8") as f:
        for d in docs[:n]:
            f.write(json.dumps(d) + "\n")


def cluster(file, threshold):
    """Clusters the documents of file and prints how long each stage takes."""
    stages, at = {}, (time.perf_counter(), time.process_time())

    def lap(name):
        nonlocal at
        now = (time.perf_counter(), time.process_time())
        stages[name] = (now[0] - at[0], now[1] - at[1])
        at = now

    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_distances
    lap("start")
    with open(file, encoding="utf-8") as f:
        texts = [d.get("title", "") + "\n\n" + d.get("text", "") for d in map(json.loads, f)]
    lap("read")
    vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    lap("text")
    # Distances from the sparse vectors: AgglomerativeClustering would want them dense, some gigabytes.
    distances = cosine_distances(vectors)
    # "metric" was "affinity" before 1.2.
    metric = "metric" if "metric" in AgglomerativeClustering().get_params() else "affinity"
    labels = AgglomerativeClustering(n_clusters=None, distance_threshold=1 - threshold, linkage="average",
                                     **{metric: "precomputed"}).fit(distances).labels_
    lap("group")
    json.dump({"stories": int(max(labels)) + 1, "stages": stages}, sys.stdout)


def run(command, env=None):
    """Runs a command; returns its output, wall and processor seconds, and the peak of its memory in MB."""
    begun = time.perf_counter()
    p = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **ONE, **(env or {})})
    out = p.stdout.read()
    _, status, used = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode:
        sys.exit("%s: exit %d" % (" ".join(command), p.returncode))
    return out, (time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def ours(file):
    """Returns the stages of the benchmark of package pipeline."""
    out = subprocess.run(["go", "test", "./internal/pipeline", "-run", "^$", "-bench", "^BenchmarkGroup$", "-benchtime", "1x"],
                         cwd=os.path.dirname(os.path.dirname(HERE)), env={**os.environ, "WIREDESK_GROUP": file},
                         stdout=subprocess.PIPE, check=True, text=True).stdout
    v = {name: float(x) for x, name in re.findall(r"([\d.]+) (\S+-s)\b", out)}
    return {"text": (v["annotate-s"], v["annotate-cpu-s"]), "group": (v["group-s"], v["group-cpu-s"])}


def better(a, b):
    """The smaller of each figure, a or b alone where the other is missing."""
    return {k: tuple(map(min, a.get(k, b[k]), b[k])) for k in b}


def compare(a, file):
    theirs, mine = {}, {}
    for _ in range(a.rounds):
        out, whole = run([sys.executable, HERE, "--cluster", file, "--threshold", str(a.threshold)])
        out = json.loads(out)
        theirs = better(theirs, {**{k: tuple(v) for k, v in out["stages"].items()}, "whole": whole})
        stories = out["stories"]
        out, whole = run([a.wiredesk, "group", "--format", "json", file])
        mine = better(mine, {**ours(file), "whole": whole})
    print("%d documents; %d stories by scikit-learn at %.2f, %d by wiredesk" % (a.documents, stories, a.threshold, len(json.loads(out)["stories"])))
    print("%-44s %13s %10s %13s" % ("", "scikit-learn", "wiredesk", "times as much"))
    rows = [("whole process, wall s", "whole", 0), ("whole process, processor s", "whole", 1), ("whole process, peak MB", "whole", 2),
            ("vectors | annotation, wall s", "text", 0), ("vectors | annotation, processor s", "text", 1),
            ("clusters | copies and stories, wall s", "group", 0), ("clusters | copies and stories, processor s", "group", 1)]
    for name, k, i in rows:
        print("%-44s %13.2f %10.2f %13.1f" % (name, theirs[k][i], mine[k][i], theirs[k][i] / mine[k][i]))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("stream", metavar="STREAM")
    p.add_argument("--documents", type=int, default=4000)
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--threshold", type=float, default=0.19, help="cosine, the fixed one of wiredesk eval group --baselines")
    p.add_argument("--wiredesk", default=os.path.join(os.path.dirname(os.path.dirname(HERE)), "bin", "wiredesk"))
    p.add_argument("--cut", metavar="OUT", help=argparse.SUPPRESS)
    p.add_argument("--cluster", action="store_true", help=argparse.SUPPRESS)
    a = p.parse_args()
    if importlib.util.find_spec("sklearn") is None:
        sys.exit("%s has no scikit-learn: on Debian, apt-get install python3-sklearn and use /usr/bin/python3" % sys.executable)
    if not a.cluster and not os.path.exists(a.stream):
        sys.exit("%s: no such file" % a.stream)
    if a.cut:
        return cut(a.stream, a.documents, a.cut)
    if a.cluster:
        return cluster(a.stream, a.threshold)
    with tempfile.TemporaryDirectory() as d:
        file = os.path.join(d, "documents.jsonl")
        # In processes of their own: what this one takes would count as memory of those that it starts.
        run([sys.executable, HERE, a.stream, "--cut", file, "--documents", str(a.documents)])
        compare(a, file)


if __name__ == "__main__":
    main()
