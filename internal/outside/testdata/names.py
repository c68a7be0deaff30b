"""An annotator for wiredesk that knows a list of names.

It reads a JSON object from each line of its standard input and answers with
one line. Offsets count bytes of UTF-8, so it searches in bytes.
"""

import json
import re
import sys

NAMES = {"Osterby": "place", "Ålvik": "place", "Harbour Council": "organisation", "Ana Marsh": "person"}
PATTERN = re.compile("|".join(map(re.escape, sorted(NAMES, key=len, reverse=True))).encode())

for line in sys.stdin.buffer:
    question = json.loads(line)
    spans = [
        {"start": m.start(), "end": m.end(), "type": NAMES[m.group().decode()]}
        for m in PATTERN.finditer(question["text"].encode())
    ]
    answer = {"document": question["document"], "spans": spans, "name": "list", "version": "1"}
    print(json.dumps(answer), flush=True)
