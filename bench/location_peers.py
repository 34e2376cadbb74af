"""The same model for other solvers, written as CPLEX LP: Cbc, glpsol, and HiGHS in WebAssembly (npm package highs).

They are looked for in the folder $DOSTYQ_PEERS (cbc, glpsol, node_modules/highs), then in PATH."""

import os
import shutil
import subprocess
import time
from collections import Counter
from heapq import heappop, heappush
from math import isqrt
from pathlib import Path

HIGHS = """
const fs = require("fs");
require("highs")().then(highs => {
  const found = highs.solve(fs.readFileSync(process.argv[1], "utf8"), {time_limit: Number(process.argv[2]), mip_rel_gap: 0});
  console.log(found.Status + "\\t" + found.ObjectiveValue);
});
"""


def program(name):
    folder = os.environ.get("DOSTYQ_PEERS")
    own = Path(folder) / name if folder else None
    return str(own) if own and os.access(own, os.X_OK) else shutil.which(name)


def cbc(path, limit):
    said = subprocess.run([program("cbc"), path, "ratio", "0", "allow", "0", "sec", str(limit), "solve", "quit"],
                          capture_output=True, text=True, timeout=limit + 120).stdout
    value = [line.split()[-1] for line in said.splitlines() if line.startswith("Objective value:")]
    return "optimal" if "Optimal solution found" in said else "limit", abs(float(value[0])) if value else None


def glpsol(path, limit):
    out = str(path) + ".glpsol"
    subprocess.run([program("glpsol"), "--lp", path, "--tmlim", str(limit), "-o", out], capture_output=True,
                   timeout=limit + 120)
    said = Path(out).read_text() if os.path.exists(out) else ""
    value = [line.split("=")[1].split()[0] for line in said.splitlines() if line.startswith("Objective:")]
    found = "INTEGER OPTIMAL" in said or "INTEGER NON-OPTIMAL" in said
    return "optimal" if "INTEGER OPTIMAL" in said else "limit", abs(float(value[0])) if value and found else None


def node_folder():
    folder = Path(os.environ.get("DOSTYQ_PEERS", "")) / "node_modules"
    return folder if (folder / "highs").is_dir() else None


def highs(path, limit):
    said = subprocess.run([program("node"), "-e", HIGHS, path, str(limit)], capture_output=True, text=True,
                          timeout=limit + 120, env={**os.environ, "NODE_PATH": str(node_folder())}).stdout
    status, _, value = said.strip().partition("\t")
    # Without a solution HiGHS says infinity.
    found = float(value) if value not in ("", "null", "undefined", "Infinity", "-Infinity") else None
    return "optimal" if status == "Optimal" else "limit", found


def peers():
    """Name and function, or None where it is not installed."""
    return {
        "Cbc": cbc if program("cbc") else None,
        "HiGHS": highs if program("node") and node_folder() else None,
        "glpsol": glpsol if program("glpsol") else None,
    }


def measure(path, limit):
    """Yields the name and what to print of each peer, start-up and reading included."""
    for name, solve in peers().items():
        if solve is None:
            yield name, "peer not measured"
            continue
        begin = time.monotonic()
        try:
            status, value = solve(path, limit)
        except subprocess.TimeoutExpired:
            status, value = "limit", None
        spent = time.monotonic() - begin
        shown = "no solution" if value is None else f"{value:,.0f}"
        yield name, f"{spent:.1f} s, {shown}" if status == "optimal" else f"> {limit} s ({shown})"


def pmedian_lp(path, distances, p):
    """The radius formulation (Elloumi, J. Combinatorial Optimization 19 (2010) 69-83): z_i_k = 1 where no site opens
    within the k first distinct distances of customer i. `distances`: a row for each customer."""
    with open(path, "w", encoding="ascii") as out:
        objective, chain, constant, columns = [], [], 0, []
        for i, around in enumerate(distances):
            sites_at = {}
            for j, distance in enumerate(around):
                sites_at.setdefault(distance, []).append(j)
            levels = sorted(sites_at)
            constant += levels[0]
            before, nearer = None, 0
            for k, level in enumerate(levels):
                terms = [f"y{j}" for j in sites_at[level]]
                nearer += len(terms)
                # Of n sites p are open: one at least among the n - p + 1 nearest.
                last = k + 1 == len(levels) or nearer > len(around) - p
                if not last:
                    terms.append(f"z{i}_{k}")
                    columns.append(f"z{i}_{k}")
                    objective.append(f"{levels[k + 1] - level} z{i}_{k}")
                chain.append(" + ".join(terms) + (f" - {before} >= 0" if before else " >= 1"))
                before = f"z{i}_{k}"
                if last:
                    break
        sites = len(distances[0])
        out.write("Minimize\n obj: " + "\n + ".join(objective + ([f"{constant} one"] if constant else [])))
        out.write("\nSubject To\n c: " + "\n + ".join(f"y{j}" for j in range(sites)) + f" = {p}\n")
        out.writelines(f" r{k}: {row}\n" for k, row in enumerate(chain))
        out.write("Bounds\n one = 1\n" if constant else "Bounds\n")
        out.writelines(f" {column} <= 1\n" for column in columns)
        out.write("Binaries\n" + "".join(f" y{j}\n" for j in range(sites)) + "End\n")


def covering_lp(path, instance, radius, budget):
    """Maximal covering after merging the customers that the same sites cover; nearer than the radius."""
    with open(instance, encoding="ascii") as file:
        file.readline()
        records = [line.split() for line in file]
    sites = [(float(r[2]), float(r[3]), int(float(r[4]))) for r in records if r[0] == "F"]
    groups = Counter()
    for r in records:
        if r[0] == "C":
            x, y = float(r[2]), float(r[3])
            near = tuple(j for j, (a, b, _) in enumerate(sites) if (a - x) ** 2 + (b - y) ** 2 < radius * radius)
            groups[near] += int(float(r[4]))
    groups.pop((), None)
    with open(path, "w", encoding="ascii") as out:
        out.write("Maximize\n obj: " + "\n + ".join(f"{weight} z{k}" for k, weight in enumerate(groups.values())))
        out.write("\nSubject To\n b: " + "\n + ".join(f"{cost} y{j}" for j, (_, _, cost) in enumerate(sites)))
        out.write(f" <= {budget}\n")
        out.writelines(f" r{k}: " + " + ".join(f"y{j}" for j in near) + f" - z{k} >= 0\n" for k, near in enumerate(groups))
        out.write("Bounds\n" + "".join(f" z{k} <= 1\n" for k in range(len(groups))))
        out.write("Binaries\n" + "".join(f" y{j}\n" for j in range(len(sites))) + "End\n")


def graph_distances(path):
    """Of an OR-Library pmed file, and its p. The last of several edges between two nodes counts."""
    words = iter(map(int, Path(path).read_text().split()))
    nodes, edges, p = next(words), next(words), next(words)
    arcs = [{} for _ in range(nodes)]
    for _ in range(edges):
        a, b, cost = next(words) - 1, next(words) - 1, next(words)
        if a != b:
            arcs[a][b] = arcs[b][a] = cost
    return [shortest(arcs, source) for source in range(nodes)], p


def shortest(arcs, source):
    far = [float("inf")] * len(arcs)
    far[source] = 0
    queue = [(0, source)]
    while queue:
        cost, node = heappop(queue)
        if cost > far[node]:
            continue
        for other, step in arcs[node].items():
            if cost + step < far[other]:
                far[other] = cost + step
                heappush(queue, (cost + step, other))
    return far


def plane_distances(path):
    """Of a TSPLIB file, rounded down."""
    points = []
    for line in Path(path).read_text().partition("NODE_COORD_SECTION")[2].splitlines():
        words = line.split()
        if len(words) == 3:
            points.append((float(words[1]), float(words[2])))
    if all(x.is_integer() and y.is_integer() for x, y in points):
        whole = [(int(x), int(y)) for x, y in points]
        return [[isqrt((a - c) ** 2 + (b - d) ** 2) for c, d in whole] for a, b in whole]
    return [[int(((a - c) ** 2 + (b - d) ** 2) ** 0.5) for c, d in points] for a, b in points]
