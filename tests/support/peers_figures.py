"""Figures of a run that was never made."""

from typing import Any

from bench.peers.catalogue import BARE, OURS


def figures_of_a_run() -> dict[str, Any]:
    """Figures of three servers: the bare one, ours, and a peer of half our speed."""
    return {
        "about": {
            "date": "2026-11-22",
            "effort": "full",
            "pinned": True,
            "machine": {"processors": "2"},
            "versions": {"Python": "3.11.7", "node": "24.1.0"},
            "others": {"loads": 9, "median": 0.1, "nine_of_ten_below": 0.3, "most": 1.0},
        },
        "left_out": [{"name": "wiremock", "why": "java is not installed"}],
        "servers": {
            BARE: server("bare uvicorn", "floor", 1.0),
            "slow": server("Slow <Peer>", "peer", 0.3),
            OURS: server("mockserver criteo", "ours", 0.6),
        },
        "all_bundled": {"seconds": 0.71, "cpu_seconds": 0.7, "times": 5},
        "operations": {"slow": sizes("Slow <Peer>", "peer"), "ours": sizes("ours", "ours")},
        "stored": {
            "10": {
                "loads": {work: load(0.6) for work in ("get", "patch", "search")},
                "kept": 10,
                "memory_mib": 40.0,
            },
        },
    }


def server(title: str, kind: str, ratio: float) -> dict[str, Any]:
    works = ("get", "patch", "search")
    return {
        "title": title,
        "kind": kind,
        "note": "as it is",
        "checks": {"request": "6 of 6", "response": "told", "security": "-", "state": "no"},
        "start": {"seconds": 0.5, "cpu_seconds": 0.4, "times": 5},
        "memory_mib": {"idle": 30.0, "loaded": 41.0},
        "loads": {work: load(ratio) for work in works},
        "alone": {work: load(ratio) for work in works},
    }


def load(ratio: float, failed: int = 0) -> dict[str, Any]:
    return {
        "per_second": 20_000 * ratio,
        "cpu_us": 30 / ratio,
        "cores": 0.97,
        "p50_us": 1500.0,
        "p99_us": 9000.0,
        "requests": 1000,
        "failed": failed,
        "ratio": ratio,
        "ratios": [ratio],
        "cpu_ratio": 1 / ratio,
    }


def sizes(title: str, kind: str) -> dict[str, Any]:
    one = {"read": load(0.5), "start": {"seconds": 0.4}, "idle_mib": 30.0}
    many = {"read": load(0.008), "start": {"seconds": 2.3}, "idle_mib": 90.0}
    return {"title": title, "kind": kind, "sizes": {"10": one, "1000": many}}
