"""Kernels of `jupyter_client` that are forks of a warm parent behind walls."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerBase, KernelProvisionerFactory

from grading.sandbox.warm import WarmParent

NAME = "course-sandbox"


class SandboxProvisioner(KernelProvisionerBase):
    """Starts, watches and ends one kernel of a warm parent."""

    pid: int | None = None
    room: Path | None = None
    warm: WarmParent  # whose forks the kernels are; the manager carries it

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not yet cleaned up."""
        return self.pid is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Make the kernel's room, with its connection file."""
        manager = self.parent
        self.warm = manager.warm
        self.room = self.warm.new_room()
        manager.transport, manager.ip = "ipc", str(self.room / "k")
        manager.connection_file = str(self.room / "outside.json")
        manager.write_connection_file()
        inside = json.loads(Path(manager.connection_file).read_text())
        # The same sockets under another path: /room is all that the kernel sees
        (self.room / "kernel.json").write_text(json.dumps({**inside, "ip": "/room/k"}))
        (self.room / "kernel.json").chmod(0o644)
        Path(manager.connection_file).unlink()
        files = self.room / "files"
        files.mkdir()
        files.chmod(0o755)  # whatever the umask is
        for name, data in manager.files.items():
            (files / name).write_bytes(data)
            (files / name).chmod(0o644)
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=["course-kernel"], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Fork the kernel."""
        self.pid = self.warm.start(self.room)
        return self.connection_info

    async def poll(self) -> int | None:
        """The exit code, or None while the kernel runs."""
        return 0 if self.pid is None else self.warm.poll(self.pid)

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(0.05)
        return code

    async def send_signal(self, signum: int) -> None:
        """End the kernel; nothing else can be signalled through the walls."""
        if signum in (signal.SIGKILL, signal.SIGTERM):
            await self.kill()

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything that it started."""
        if self.pid is not None:
            self.warm.kill(self.pid)

    async def terminate(self, restart: bool = False) -> None:
        """The same as `kill`: there is nothing to save."""
        await self.kill(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the room."""
        await self.kill(restart)
        self.pid = None
        if self.room is not None:
            shutil.rmtree(self.room, ignore_errors=True)

    def get_shutdown_wait_time(self, recommended: float = 5.0) -> float:
        """Do not wait for a graceful end."""
        return 0.0


class SandboxManager(KernelManager):
    """A manager of one kernel behind walls.

    Args:
        warm: the warm parent.
        files: what lies beside the notebook, by name.
    """

    def __init__(self, warm: WarmParent, files: dict[str, bytes] | None = None) -> None:
        factory = KernelProvisionerFactory.instance()
        place = f"{SandboxProvisioner.__module__}:{SandboxProvisioner.__name__}"
        factory.provisioners[NAME] = EntryPoint(NAME, place, KernelProvisionerFactory.GROUP_NAME)
        super().__init__()
        self.warm, self.files = warm, files or {}
        self._kernel_spec = KernelSpec(
            argv=["course-kernel"],
            display_name="Python in the sandbox",
            language="python",
            interrupt_mode="message",
            metadata={"kernel_provisioner": {"provisioner_name": NAME}},
        )
