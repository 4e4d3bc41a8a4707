"""The Spark session: the one that runs already, such as spark-submit's, or one of our own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from defgraph.errors import InputError, MissingExtraError, StoreError
from defgraph.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession

_OLDEST_JAVA = 17
_UNDER_SUBMIT = "PYSPARK_GATEWAY_PORT"
_EVERY_CORE = "local[*,4]"
"""The master where none is named: all cores of this machine; what fails is tried four times, as elsewhere."""

_OURS = {
    "spark.app.name": "defgraph build",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
}


@contextmanager
def spark_session(master: str | None = None, conf: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """Give a Spark session: the active one, which is left running, or one that ends with the context.

    Args:
        master: where Spark runs (``local[2,4]``, ``yarn``, ``spark://…``); None: where spark-submit says,
            else on all cores of this machine.
        conf: further settings of Spark, by name.

    Raises:
        MissingExtraError: the extra "spark" is not installed.
        InputError: there is no Java that Spark can run on.
        StoreError: Spark does not start.
    """
    try:
        import pyarrow  # noqa: F401 - what Spark hands rows to Python with
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as error:
        raise MissingExtraError("spark", str(error.name)) from None
    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    session = _started(master, conf or {})
    try:
        yield session
    finally:
        session.stop()


def _started(master: str | None, conf: Mapping[str, str]) -> SparkSession:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    under_submit = _UNDER_SUBMIT in os.environ
    settings = dict(_OURS)
    if not under_submit:
        _check_java()
        master = master or _EVERY_CORE
    if master is not None:
        settings["spark.master"] = master
        if master.startswith("local"):
            settings |= _LOCAL
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else "python3", which may be another
            log = package_file("scale/log4j2.properties").as_uri()
            settings["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={log}"
    builder = SparkSession.Builder()
    for name, value in (settings | dict(conf)).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except PySparkException as error:
        raise StoreError(f"Spark does not start: {error}") from None


def _check_java() -> None:
    """Raise InputError unless there is a Java that is new enough."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else "java"
    need = f"Spark needs Java {_OLDEST_JAVA} or later"
    if shutil.which(java) is None:
        where = f"JAVA_HOME is {home}, where there is none" if home else "there is none on the PATH"
        raise InputError(
            f"{need}, and {where}; install one (Debian: openjdk-17-jre-headless) or set JAVA_HOME"
        )
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603 - the user's own Java
    version = re.search(r'version "(\d+)', told)
    if version is not None and int(version[1]) < _OLDEST_JAVA:
        raise InputError(f"{need}, and {java} is Java {version[1]}; install a newer one, or set JAVA_HOME")
