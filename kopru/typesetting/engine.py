"""Sets a template and its data as a PDF, in a process of its own with a limit of time and memory.

    TypesettingError
      TypesettingTimedOut       it took longer than it may
      TypesettingOutOfMemory    it needed more memory than it may
      MissingGlyph              a character that our typefaces do not have
      TypesettingFailed         anything else; `detail` is typst's own word

What people wrote reaches typst as a JSON file and never as source, so it cannot become code (catalogue B5).
"""

import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal, Self

from kopru.typesetting import glyphs, registry
from kopru.typesetting.registry import TemplateUnknown

__all__ = [
    "MissingGlyph",
    "Press",
    "Standard",
    "TemplateUnknown",
    "TypesettingError",
    "TypesettingFailed",
    "TypesettingOutOfMemory",
    "TypesettingTimedOut",
    "typeset",
]

Standard = Literal["ua-1", "a-2b"]

_WORKER = Path(__file__).with_name("worker.py")
_NOWHERE = "http://127.0.0.1:9"  # the discard port: what asks a proxy is refused
_JOBS_OF_ONE_WORKER = 200  # typst keeps what it has laid out before; a fresh process forgets it
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class TypesettingError(Exception):
    """A document could not be set."""


class TypesettingTimedOut(TypesettingError):
    """It took longer than it may."""


class TypesettingOutOfMemory(TypesettingError):
    """It needed more memory than it may."""


class MissingGlyph(TypesettingError):
    """Our typefaces do not have these characters."""

    def __init__(self, chars: Sequence[str]) -> None:
        """Keep each character for whoever must replace it."""
        super().__init__("Cannot be printed: " + " ".join(chars))
        self.chars = list(chars)


class TypesettingFailed(TypesettingError):
    """Typst refused the document, or its process ended."""

    def __init__(self, detail: str) -> None:
        """Keep the detail for whoever mends the template; it is English and names lines of templates."""
        super().__init__(detail)
        self.detail = detail


class Press:
    """A worker kept warm for several documents, by one thread, and replaced after a crash; use it with `with`."""

    def __init__(self, *, timeout: float = 20, memory_mib: int = 768) -> None:
        """Allow each document `timeout` seconds and the process `memory_mib` MiB of address space."""
        self.timeout = timeout
        self.memory_mib = memory_mib
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def typeset(
        self,
        template: str,
        data: Mapping[str, Any],
        *,
        files: Mapping[str, bytes | Path] | None = None,
        standard: Standard | None = "ua-1",
        at: datetime | None = None,
    ) -> bytes:
        """Set one document; see `typeset`."""
        main = registry.path_of(template)
        data = _cleaned(data)
        if standard is None and (lost := glyphs.unprintable(_strings(data))):  # the standards make typst say so itself
            raise MissingGlyph(lost)
        if self._worker is None or self._worker.jobs >= _JOBS_OF_ONE_WORKER:
            self._dismiss()
            self._worker = _Worker(self.memory_mib)
        with tempfile.TemporaryDirectory(dir=self._worker.folder, ignore_cleanup_errors=True) as root:
            _lay_out(Path(root), data, files or {})
            output = Path(root) / "out.pdf"
            job = {"root": root, "main": main, "output": str(output), "standard": standard, "timeout": self.timeout}
            try:
                answer = self._worker.do(job | {"at": int(at.timestamp()) if at else None})
            except TypesettingError:
                self._dismiss()
                raise
            _raise_refusal(answer)
            return output.read_bytes()

    def _dismiss(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes | Path] | None = None,
    standard: Standard | None = "ua-1",
    at: datetime | None = None,
    timeout: float = 20,
    memory_mib: int = 768,
) -> bytes:
    """Set one document and return its PDF.

    `data` is what the template reads as `/data.json`; `files` are its pictures, read as `/files/<name>`; `at` is the
    time written into the PDF (the same input and `at` give the same bytes). Publish "ua-1", archive "a-2b".

    :raises TemplateUnknown: if no app has registered the template
    :raises TypesettingError: one of the four obstacles of this module
    """
    with Press(timeout=timeout, memory_mib=memory_mib) as press:
        return press.typeset(template, data, files=files, standard=standard, at=at)


class _Worker:
    """The running process, its folder, and how many documents it has set."""

    def __init__(self, memory_mib: int) -> None:
        self.jobs = 0
        self._folder = tempfile.TemporaryDirectory(prefix="kopru-typeset-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        fonts = self.folder / "fonts"
        fonts.mkdir()
        for path in glyphs.font_files():
            (fonts / path.name).symlink_to(path)
        self._complaints: IO[bytes] = (self.folder / "stderr").open("w+b")
        self._process = subprocess.Popen(  # noqa: S603 - our own file, no word of a user on the line
            [sys.executable, "-P", str(_WORKER), str(self.folder), str(memory_mib)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=_environment(self.folder),
            cwd=self.folder,
            start_new_session=True,
        )

    def do(self, job: Mapping[str, Any]) -> dict[str, str]:
        """Hand over one job and wait for the answer, at most its `timeout` in seconds.

        :raises TypesettingError: if the process did not answer; it is then of no more use
        """
        self.jobs += 1
        try:
            self._stdin.write(json.dumps(job).encode() + b"\n")
            self._stdin.flush()
        except BrokenPipeError:
            raise self._obituary() from None
        line = self._line(time.monotonic() + job["timeout"])
        if not line.endswith(b"\n"):
            raise self._obituary()
        answer: dict[str, str] = json.loads(line)
        return answer

    def end(self) -> None:
        """Kill the process and clear its folder; it holds nothing that is worth a farewell."""
        self._process.kill()
        self._process.communicate()
        self._complaints.close()
        self._folder.cleanup()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        return self._process.stdin

    def _line(self, deadline: float) -> bytes:
        """Read up to a line's end or the end of the process."""
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        handle = self._process.stdout.fileno()
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        read = b""
        while not read.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not waiting.poll(left * 1000):
                raise TypesettingTimedOut
            chunk = os.read(handle, 65536)
            if not chunk:
                break
            read += chunk
        return read

    def _obituary(self) -> TypesettingError:
        """Say why the process ended."""
        code = self._process.wait()
        self._complaints.seek(0)
        last_words = self._complaints.read().decode("utf-8", "replace").strip()[-2000:]
        if code == -signal.SIGXCPU:
            return TypesettingTimedOut()
        if "memory allocation" in last_words or "MemoryError" in last_words or "failed to allocate" in last_words:
            return TypesettingOutOfMemory()
        return TypesettingFailed(last_words or f"The typesetting process ended with {code}")


def _environment(folder: Path) -> dict[str, str]:
    """Give the worker what it needs and nothing of ours: no secret, no way out."""
    own = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "TMPDIR": str(folder), "PYTHONUTF8": "1"}
    proxies = {f"{scheme}_proxy": _NOWHERE for scheme in ("http", "https", "all")}
    inherited = {name: os.environ[name] for name in ("PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ}
    return own | proxies | {name.upper(): address for name, address in proxies.items()} | inherited


def _lay_out(root: Path, data: Mapping[str, Any], files: Mapping[str, bytes | Path]) -> None:
    """Put everything that the document may read into the one folder that typst can see."""
    for app, folder in registry.folders().items():
        (root / app).symlink_to(folder)
    (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (root / "files").mkdir()
    for name, content in files.items():
        if not _FILE_NAME.fullmatch(name):
            raise TypesettingFailed(f"Not a file name for a document: {name!r}")
        place = root / "files" / name
        if isinstance(content, bytes):
            place.write_bytes(content)
        else:
            place.symlink_to(content.resolve(strict=True))


def _raise_refusal(answer: Mapping[str, str]) -> None:
    """Turn what the worker answered into the exception that names the obstacle."""
    if not answer:
        return
    if answer["error"] == "memory":
        raise TypesettingOutOfMemory
    if lost := _NOT_SHOWN.findall(answer["detail"]):
        plain = "".join(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in lost)
        raise MissingGlyph(glyphs.unprintable(plain) or list(dict.fromkeys(plain)))
    raise TypesettingFailed(answer["detail"])


def _cleaned(value: Any) -> Any:
    """Clean every text of the data."""
    if isinstance(value, str):
        return glyphs.cleaned(value)
    if isinstance(value, Mapping):
        return {str(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in value]
    return value


def _strings(value: Any) -> Iterator[str]:
    """Yield every text of the data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
