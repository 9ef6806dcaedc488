import FuzzTargets
import Glibc

/// What libFuzzer calls with each input: the target that `METASPATIAL_FUZZ_TARGET` names.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int32 {
    target.run(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}

private let target: FuzzTarget = {
    let name = getenv("METASPATIAL_FUZZ_TARGET").map { String(cString: $0) } ?? "gguf"
    guard let target = FuzzTarget(rawValue: name) else { fatalError("there is no target '\(name)'") }
    return target
}()
