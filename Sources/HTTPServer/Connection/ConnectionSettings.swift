import CSockets
import Synchronization

/// What all connections of a server share.
struct ConnectionSettings: Sendable {
    let configuration: ServerConfiguration
    let responder: any Responder
    let observe: (@Sendable (ExchangeRecord) -> Void)?
    let slots: ConnectionSlots
}

/// Counts the connections against the configured maximum.
final class ConnectionSlots: Sendable {
    private struct State {
        var taken = 0
        var onRelease: (@Sendable () -> Void)?
    }

    private let maximum: Int
    private let state = Mutex(State())

    /// - Parameter maximum: lowered so that a quarter of the process's descriptors, or 32, stay free for the
    ///   rest of it. On Linux that is a matter of life: libdispatch watches its threads through files below
    ///   `/proc/self/task` and traps when it cannot open them (`src/event/workqueue.c`).
    init(maximum: Int) {
        let limit = Int(csockets_descriptor_limit())
        let bound = limit > 0 ? limit - max(32, limit / 4) : Int.max
        self.maximum = max(1, min(maximum, bound))
    }

    /// Takes a slot, or keeps `onRelease` to be called once one is free.
    func take(orOnRelease onRelease: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard state.taken < maximum else {
                state.onRelease = onRelease
                return false
            }
            state.taken += 1
            return true
        }
    }

    /// Whether someone waits for a slot.
    var isContended: Bool {
        state.withLock { $0.onRelease != nil }
    }

    func release() {
        let call = state.withLock { state in
            state.taken -= 1
            defer { state.onRelease = nil }
            return state.onRelease
        }
        call?()
    }
}
