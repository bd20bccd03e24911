"""Where the workers are: processes of this machine, or those of a scheduler somewhere else, which may go and come back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Protocol

import dask
from distributed import Client, LocalCluster
from distributed.comm.addressing import parse_address, parse_host_port
from distributed.comm.registry import get_backend

from retour.cores import cores
from retour.errors import ClusterError
from retour.replay.plugin import JudgePlugin

_CONNECTING = 30.0
"""Seconds after which a scheduler that was never there isn't waited for."""

_NEEDED = "retour-harness[scale], the same as here"

PATIENCE = 300.0
"""Seconds that a scheduler, or the last of its workers, may be gone."""


class Cluster(Protocol):
    """Where the workers are."""

    def connected(self, plugin: JudgePlugin, patience: float) -> Client:
        """A new connection, whose workers have the plugin.

        Args:
            patience: seconds to wait for the scheduler.

        Raises:
            ClusterError: there is none, or its workers can't have it.
        """
        ...


class _AtAddress:
    """The workers of a scheduler.

    Args:
        address: such as `tcp://10.0.0.5:8786`.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def connected(self, plugin: JudgePlugin, patience: float) -> Client:
        end = monotonic() + patience
        while True:
            client = None
            try:
                client = Client(self._address, timeout=_CONNECTING, set_as_default=False)
                client.register_plugin(plugin)
                return client
            except OSError as error:  # a scheduler that isn't there, or goes away in the middle
                why = f"no scheduler of Dask answers at {self._address}: {_said(error)}"
                is_over = monotonic() > end
            except Exception as error:
                why = f"the scheduler or the workers at {self._address} can't be used: {_said(error)}; they need {_NEEDED}"
                is_over = True
            if client is not None:
                close(client)
            if is_over:
                raise ClusterError(why)
            sleep(1.0)


class _Here:
    """The workers of a cluster on this machine, for as long as it runs."""

    def __init__(self, cluster: LocalCluster) -> None:
        self._cluster = cluster

    def connected(self, plugin: JudgePlugin, patience: float) -> Client:
        client = Client(self._cluster, set_as_default=False)
        client.register_plugin(plugin)
        return client


@contextmanager
def local_cluster(workers: int | None) -> Iterator[Cluster]:
    """Workers on this machine, reached by it alone.

    Args:
        workers: how many; None for one per core.

    Raises:
        ClusterError: they don't start.
    """
    _quiet()
    try:
        cluster = LocalCluster(
            n_workers=workers or cores(),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            preload=["retour.replay.deaf"],
            memory_limit=0,  # a judge has a limit of its own, and a worker holds no more than what it was handed
        )
    except (OSError, RuntimeError, TimeoutError) as error:
        raise ClusterError(f"no workers could be started: {_said(error)}") from None
    try:
        yield _Here(cluster)
    finally:
        cluster.close(timeout=10)


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The workers of a scheduler.

    Raises:
        ClusterError: there can be none at such an address.
    """
    _quiet()
    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        parse_host_port(place)
    except (ValueError, ImportError) as error:
        raise ClusterError(
            f"{address!r} is no address of a scheduler, such as tcp://10.0.0.5:8786: {_said(error)}"
        ) from None
    yield _AtAddress(address)


def close(client: Client) -> None:
    """Do without a connection, whatever its state."""
    with suppress(Exception):
        client.close(timeout=2)


def _quiet() -> None:
    """Have Dask say nothing of its own: what matters is told in our words."""
    dask.config.set(
        {"logging": {"distributed": "critical"}, "distributed.admin.large-graph-warning-threshold": "1 GB"}
    )
    for name in ("distributed", "distributed.client", "distributed.scheduler", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
