import HTTPTypes

/// One step of the tree of routes, by path segment.
struct RouteNode: Sendable {
    struct Route: Sendable {
        let names: [String]
        let handler: Router.Handler

        func parameters(_ captured: [String]) -> [String: String] {
            Dictionary(zip(names, captured), uniquingKeysWith: { first, _ in first })
        }
    }

    struct Match {
        let routes: [HTTPRequest.Method: Route]
        let captured: [String]
    }

    private var routes: [HTTPRequest.Method: Route] = [:]
    private var remainderRoutes: [HTTPRequest.Method: Route] = [:]
    private var literals: [String: RouteNode] = [:]
    /// No or one node; an array because a structure cannot hold itself.
    private var parameter: [RouteNode] = []

    /// - Returns: false when the method is taken on this pattern.
    mutating func insert(
        _ pattern: RoutePattern, method: HTTPRequest.Method, handler: @escaping Router.Handler
    ) -> Bool {
        let names = pattern.parts.compactMap { part -> String? in
            switch part {
            case .literal: nil
            case .parameter(let name), .remainder(let name): name
            }
        }
        return insert(pattern.parts[...], method: method, route: Route(names: names, handler: handler))
    }

    private mutating func insert(
        _ parts: ArraySlice<RoutePattern.Part>, method: HTTPRequest.Method, route: Route
    ) -> Bool {
        switch parts.first {
        case nil:
            return routes.updateValue(route, forKey: method) == nil
        case .remainder:
            return remainderRoutes.updateValue(route, forKey: method) == nil
        case .literal(let text):
            return literals[text, default: RouteNode()].insert(
                parts.dropFirst(), method: method, route: route)
        case .parameter:
            if parameter.isEmpty { parameter.append(RouteNode()) }
            return parameter[0].insert(parts.dropFirst(), method: method, route: route)
        }
    }

    /// All nodes with routes that match, the most literal first.
    func matches(_ segments: [String]) -> [Match] {
        var found: [Match] = []
        collect(segments[...], captured: [], into: &found)
        return found
    }

    private func collect(_ segments: ArraySlice<String>, captured: [String], into found: inout [Match]) {
        if let segment = segments.first {
            literals[segment]?.collect(segments.dropFirst(), captured: captured, into: &found)
            // An empty segment is no value for a parameter: /layouts/ is not a layout.
            if !segment.isEmpty {
                parameter.first?.collect(segments.dropFirst(), captured: captured + [segment], into: &found)
            }
        } else if !routes.isEmpty {
            found.append(Match(routes: routes, captured: captured))
        }
        if !remainderRoutes.isEmpty {
            let rest = segments.joined(separator: "/")
            found.append(Match(routes: remainderRoutes, captured: captured + [rest]))
        }
    }
}
