import JSON
import SceneGraph

/// The sides of a stored object, and whether the original takes it for thin.
package struct StoredSize: Hashable, Sendable {
    package let length: StoredNumber
    package let width: StoredNumber
    package let height: StoredNumber
    /// Whether the longest of all values is at least 40 times the shortest; every member counts, whatever its
    /// name.
    package let thinness: Result<Bool, RewardFault>

    /// The size in a JSON object.
    package init(_ object: JSONObject) {
        length = StoredNumber(object["length"])
        width = StoredNumber(object["width"])
        height = StoredNumber(object["height"])
        thinness = Self.thinness(object)
    }

    private static func thinness(_ object: JSONObject) -> Result<Bool, RewardFault> {
        var values: [Double] = []
        for member in object.members {
            guard let value = StoredNumber(member.value).value else {
                return .failure(.mistyped("size_in_meters/\(member.key)"))
            }
            values.append(value)
        }
        guard var least = values.first, var most = values.first else {
            return .failure(RewardFault(.valueError, "'size_in_meters' is empty"))
        }
        // Python's min and max keep the earlier value unless the later compares as less or greater.
        for value in values.dropFirst() {
            if value < least { least = value }
            if value > most { most = value }
        }
        return .success(least > 0 && most / least >= BoxSize.thinRatio)
    }

    /// The sides, 0 in place of those that are no numbers.
    package var box: BoxSize {
        BoxSize(length: length.value ?? 0, width: width.value ?? 0, height: height.value ?? 0)
    }
}
