/// Straight lines between two levels: how the judge turns metres and cosines into shares.
enum Ramp {
    /// 0 at `zero` and beyond, 1 at `one` and beyond, straight between; `zero` may lie above `one`. NaN gives 0.
    static func value(_ number: Double, zero: Double, one: Double) -> Double {
        let share = (number - zero) / (one - zero)
        return share > 0 ? min(share, 1) : 0
    }
}
