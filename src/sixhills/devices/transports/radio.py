"""The Bluetooth of this computer: what to say where there is none, or we may not use it."""

from __future__ import annotations

import sys

from sixhills.errors import DeviceError, NoRadioError

_WITHOUT = "or ride with a trainer in your network, or without one"
_ALLOW = {
    "darwin": "allow it in System Settings, Privacy & Security, Bluetooth",
    "win32": "allow it in Settings, Privacy & security, Radios",
}
_SWITCH_ON = {
    "darwin": "switch Bluetooth on in the menu bar",
    "win32": "switch Bluetooth on in Settings, Bluetooth & devices",
}


def no_bluetooth() -> NoRadioError:
    """This computer has no Bluetooth, or nothing that serves it."""
    start = "start it by `systemctl start bluetooth`, " if sys.platform == "linux" else ""
    return NoRadioError(
        "this computer has no Bluetooth that can be used",
        remedy=f"{start}plug in an adapter, {_WITHOUT}",
    )


def bluetooth_off() -> NoRadioError:
    """Bluetooth is switched off."""
    switch_on = _SWITCH_ON.get(sys.platform, "switch it on by `bluetoothctl power on`")
    return NoRadioError("Bluetooth is switched off", remedy=f"{switch_on}, {_WITHOUT}")


def no_permission() -> NoRadioError:
    """The system does not let us use Bluetooth."""
    groups = "join the group `bluetooth` by `usermod -aG bluetooth NAME` and log in again"
    return NoRadioError(
        "sixhills may not use Bluetooth on this computer",
        remedy=f"{_ALLOW.get(sys.platform, groups)}, {_WITHOUT}",
    )


def explain_error(error: BaseException) -> DeviceError:
    """What an error of bleak, of a backend of it or of the system means for the rider.

    bleak raises a plain FileNotFoundError where there is no D-Bus, and a BleakError of many kinds.
    """
    if isinstance(error, DeviceError):
        return error
    return _explain_radio(error) or _explain_device(error)


def _explain_radio(error: BaseException) -> DeviceError | None:
    """What is wrong with the Bluetooth of this computer; None where it is the device's fault."""
    from bleak.exc import BleakBluetoothNotAvailableError, BleakDBusError

    if isinstance(error, BleakBluetoothNotAvailableError):
        return _explain_reason(error)
    if isinstance(error, PermissionError) or "AccessDenied" in str(error):
        return no_permission()
    no_bus = isinstance(error, (FileNotFoundError, ConnectionRefusedError))
    no_daemon = isinstance(error, BleakDBusError) and _is_missing_service(error.dbus_error)
    return no_bluetooth() if no_bus or no_daemon else None


def _explain_device(error: BaseException) -> DeviceError:
    if isinstance(error, TimeoutError):
        return DeviceError("the device does not answer", remedy="is it awake and near?")
    name = type(error).__name__
    known = name.startswith("Bleak") or isinstance(error, (OSError, EOFError))
    return DeviceError(str(error) or name if known else f"Bluetooth failed: {name} {error}")


def _explain_reason(error: BaseException) -> DeviceError:
    reason = getattr(getattr(error, "reason", None), "name", "")
    if reason == "POWERED_OFF":
        return bluetooth_off()
    return no_permission() if reason.startswith("DENIED") else no_bluetooth()


def _is_missing_service(name: str) -> bool:
    return name.endswith((".ServiceUnknown", ".NameHasNoOwner", ".NoReply", ".UnknownObject"))
