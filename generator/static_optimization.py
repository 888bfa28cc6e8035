"""Run OpenSim's StaticOptimization on the measured rider s01, for the benchmark beside ours.

For developers, with OpenSim.

    python generator/static_optimization.py DATA OUT.npz [--start 7.0] [--end 7.7]

DATA is a folder with s01modelScaled.osim, s01c0101inverseKinematics.mot and
s01c0101externalLoads.mot. OUT holds OpenSim's activations, how long they took, and the very problem
that it solved, for any other solver: the force of each muscle at full activation (its force over
its activation), moment arms, and the moments that its forces and reserves give together.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import opensim

LOWPASS_HZ = 12.0
JOINTS = (
    "hip_flexion_r",
    "hip_adduction_r",
    "hip_rotation_r",
    "knee_angle_r",
    "ankle_angle_r",
    "subtalar_angle_r",
    "mtp_angle_r",
)
RESERVE_NM = 1.0


def main() -> None:
    """Both, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=float, default=7.0)
    parser.add_argument("--end", type=float, default=7.7)
    asked = parser.parse_args()
    asked.data = asked.data.resolve()  # OpenSim looks beside its own set-up files
    opensim.Logger.setLevelString("error")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        loads = write_loads(asked.data, work)
        model = load_model(asked.data)
        began = time.process_time(), time.perf_counter()
        answer = run_static_optimization(asked, work, loads)
        took = time.process_time() - began[0], time.perf_counter() - began[1]
    names, arms = measure_arms(model, asked.data, answer["times"])
    activations, forces = (
        np.stack([answer[kind][f"{name}_r"] for name in names], axis=-1)
        for kind in ("activation", "force")
    )
    reserves = np.stack([answer["force"][f"reserve_{joint}"] for joint in JOINTS], axis=-1)
    np.savez_compressed(
        asked.out,
        names=names,
        times=answer["times"],
        activations=activations,
        strengths=forces / activations,
        arms=arms,
        moments=np.einsum("nm,nmj->nj", forces, arms) + reserves,
        reserve_cost=np.full(len(JOINTS), 1.0 / RESERVE_NM**2),
        cpu_s=took[0],
        wall_s=took[1],
    )


def write_loads(data: Path, work: Path) -> Path:
    """The pedal forces as OpenSim wants them: both feet, in ground."""
    loads = opensim.ExternalLoads()
    for side, letter in (("Right", "r"), ("Left", "l")):
        force = opensim.ExternalForce()
        force.setName(f"pedal_{letter}")
        force.set_applied_to_body(f"calcn_{letter}")
        force.set_force_expressed_in_body("ground")
        force.set_point_expressed_in_body("ground")
        force.set_force_identifier(f"force{side}")
        force.set_point_identifier(f"point{side}")
        loads.cloneAndAppend(force)
    loads.setDataFileName(str(data / "s01c0101externalLoads.mot"))
    path = work / "loads.xml"
    loads.printToXML(str(path))
    return path


def load_model(data: Path) -> opensim.Model:
    """The scaled model."""
    model = opensim.Model(str(data / "s01modelScaled.osim"))
    model.initSystem()
    return model


def run_static_optimization(
    asked: argparse.Namespace, work: Path, loads: Path
) -> dict[str, dict[str, np.ndarray]]:
    """OpenSim's own answer: times, and by name activations and forces."""
    model = load_model(asked.data)
    for coordinate in model.getCoordinateSet():
        add_reserve(model, coordinate.getName())
    model.finalizeConnections()
    path = work / "with_reserves.osim"
    model.printToXML(str(path))
    tool = opensim.AnalyzeTool()
    tool.setName("so")
    tool.setModelFilename(str(path))
    tool.setCoordinatesFileName(str(asked.data / "s01c0101inverseKinematics.mot"))
    tool.setLowpassCutoffFrequency(LOWPASS_HZ)
    tool.setExternalLoadsFileName(str(loads))
    tool.setInitialTime(asked.start)
    tool.setFinalTime(asked.end)
    tool.setResultsDir(str(work))
    tool.setReplaceForceSet(False)
    optimization = opensim.StaticOptimization()
    optimization.setStartTime(asked.start)
    optimization.setEndTime(asked.end)
    optimization.setUseModelForceSet(True)
    optimization.setActivationExponent(2)
    optimization.setUseMusclePhysiology(True)
    tool.getAnalysisSet().cloneAndAppend(optimization)
    setup = work / "so.xml"
    tool.printToXML(str(setup))
    opensim.AnalyzeTool(str(setup)).run()
    tables = {
        kind: opensim.TimeSeriesTable(str(work / f"so_StaticOptimization_{kind}.sto"))
        for kind in ("activation", "force")
    }
    found = {
        kind: {
            name: table.getDependentColumn(name).to_numpy().copy()
            for name in table.getColumnLabels()
        }
        for kind, table in tables.items()
    }
    return {**found, "times": np.array(tables["activation"].getIndependentColumn())}


def add_reserve(model: opensim.Model, coordinate: str) -> None:
    """A dear actuator at a coordinate, so that the problem always has an answer."""
    actuator = opensim.CoordinateActuator(coordinate)
    actuator.setName(f"reserve_{coordinate}")
    free = coordinate.startswith("pelvis")
    actuator.setOptimalForce(100.0 if free else RESERVE_NM)
    actuator.setMinControl(-1e4)
    actuator.setMaxControl(1e4)
    model.addForce(actuator)


def measure_arms(
    model: opensim.Model, data: Path, times: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Names of the right leg's muscles, and arms: frames by muscles by joints."""
    table = opensim.TimeSeriesTable(str(data / "s01c0101inverseKinematics.mot"))
    opensim.TableUtilities.filterLowpass(table, LOWPASS_HZ, True)  # noqa: FBT003
    spline = opensim.GCVSplineSet(table, [], 5)
    state = model.initSystem()
    coordinates = [model.getCoordinateSet().get(i) for i in range(model.getNumCoordinates())]
    muscles = [m for m in model.getMuscles() if m.getName().endswith("_r")]
    joints = [model.getCoordinateSet().get(name) for name in JOINTS]
    radians = {c.getName(): in_radians(c) for c in coordinates}
    arms = []
    for moment in times:
        for c in coordinates:
            if c.isConstrained(state):
                continue
            function = spline.get(c.getName())
            factor = radians[c.getName()]
            value = function.calcValue(opensim.Vector(1, moment))
            c.setValue(state, factor * value, False)  # noqa: FBT003 - its form
        model.assemble(state)
        model.realizePosition(state)
        arms.append([[m.computeMomentArm(state, j) for j in joints] for m in muscles])
    names = np.array([m.getName().removesuffix("_r") for m in muscles])
    return names, np.array(arms)


def in_radians(coordinate: opensim.Coordinate) -> float:
    """Factor from the file's degrees; translations are in metres."""
    return 1.0 if coordinate.getMotionType() == opensim.Coordinate.Translational else np.pi / 180.0


if __name__ == "__main__":
    main()
