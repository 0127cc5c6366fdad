"""Half a million made-up rows with 30 candidates: how long a fit takes, and how much memory. python3 tests/speed.py [ROWS]"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import fit

rows, figures = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000, 30
rng = np.random.default_rng(5)
x = rng.normal(size=(rows, figures))
eta = 2.0 + 0.3 * x[:, :10].sum(1) - 0.3 * np.abs(x[:, 10]) + 0.3 * x[:, 12] * x[:, 13] + 0.2 * np.sin(2 * x[:, 13])
columns = {f"f{i}": np.round(np.exp(x[:, i] + 8), 2) for i in range(figures)}
columns["bad"] = (rng.random(rows) > 1 / (1 + np.exp(-eta))).astype(int)
with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    pa.csv.write_csv(pa.table(columns), folder / "made.csv")
    directions = ["higher"] * 10 + ["none"] * 4 + ["higher", "lower"] * 8
    (folder / "case.json").write_text(json.dumps({
        "name": "Made up", "outcome": {"column": "bad", "paid": ["0"], "defaulted": ["1"]}, "split": {"seed": 1}, "pairs": 4,
        "candidates": [{"indicator": f"f{i}", "name": f"F{i}", "unit": "CNY", "owner": f"agency-{i // 4}", "direction": d, "column": f"f{i}"}
                       for i, d in enumerate(directions)]}))
    del x, eta, columns
    begun, used = time.time(), time.process_time()
    study, content, _ = fit.run(folder / "case.json", folder / "made.csv", folder / "out")
    print(f"{rows} rows, {figures} candidates, {len(study.kept)} characteristics, {len(study.made)} pairs {[m['of'] for m in study.made]}, "
          f"test {content['test']['auc']}: {time.time() - begun:.1f} s, of the processor {time.process_time() - used:.1f} s, "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB at most, the making of the data among it")
