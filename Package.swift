// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "metaspatial",
    products: [
        .executable(name: "metaspatial", targets: ["metaspatial"]),
        .library(name: "HTTPServer", targets: ["HTTPServer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Floor 6: the command line.
        .executableTarget(
            name: "metaspatial",
            dependencies: [
                "Curation", "Embeddings", "HTTPServer", "JSON", "Judging", "Planning", "Rendering", "Rewards",
                "SceneGraph",
                "Service", "Training", "VLM",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // What the workers of benchmarks measure with.
        .target(name: "BenchmarkSupport", dependencies: ["JSON"], path: "Benchmarks/Support"),
        // What `Benchmarks/run` compares with other engines.
        .executableTarget(
            name: "benchmark-worker", dependencies: ["BenchmarkSupport", "JSON", "SceneGraph", "Tensors", "VLM"],
            path: "Benchmarks/Worker"),
        // What `Benchmarks/run-training` compares with PyTorch.
        .executableTarget(
            name: "training-worker", dependencies: ["JSON", "Tensors", "Training", "VLM"],
            path: "Benchmarks/Training"),
        // What `Benchmarks/run-rendering` compares with Blender.
        .executableTarget(
            name: "rendering-worker",
            dependencies: ["Assets", "BenchmarkSupport", "Imaging", "JSON", "Rendering", "SceneGraph"],
            path: "Benchmarks/Rendering"),

        // What `Benchmarks/run-metrics` compares with trimesh, FCL and NumPy.
        .executableTarget(
            name: "metrics-worker", dependencies: ["Curation", "JSON", "Planning", "Rewards", "SceneGraph"],
            path: "Benchmarks/Metrics"),

        // Floor 5: routes, forms, wiring.
        .target(
            name: "Service",
            dependencies: [
                "Assets", "Curation", "Embeddings", "HTTPServer", "Imaging", "JSON", "Judging", "Persistence",
                "Planning",
                "Rendering",
                "Rewards",
                "SceneGraph", "Tensors", "Training", "VLM",
                "COpenSSL",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "ServiceTests",
            dependencies: ["Embeddings", "Service", "Training", "VLM", .product(name: "Yams", package: "Yams")]
        ),

        // Floor 4: training, and the data for it.
        .target(
            name: "Training",
            dependencies: [
                "CKernels", "Curation", "Imaging", "JSON", "Planning", "Rendering", "Rewards", "SceneGraph", "Tensors",
                "VLM",
            ]),
        .testTarget(name: "TrainingTests", dependencies: ["JSON", "Training"], resources: [.copy("Fixtures")]),
        .target(
            name: "Curation",
            dependencies: ["Assets", "Imaging", "JSON", "Planning", "Rendering", "Rewards", "SceneGraph", "VLM"]),
        .testTarget(name: "CurationTests", dependencies: ["Curation"]),

        // Floor 3: pictures, placements, judges that are asked over the network, and what things are near to.
        .target(name: "Judging", dependencies: ["COpenSSL", "HTTPClient", "JSON", "Rewards", "SceneGraph"]),
        .testTarget(name: "JudgingTests", dependencies: ["HTTPServer", "Judging"]),
        .target(name: "Embeddings", dependencies: ["Assets", "HTTPClient", "JSON", "Tensors", "VLM"]),
        .testTarget(
            name: "EmbeddingsTests", dependencies: ["Embeddings", "FuzzTargets", "HTTPServer"],
            resources: [.copy("Fixtures")]),
        .target(name: "Rendering", dependencies: ["Assets", "CKernels", "Imaging"]),
        .testTarget(name: "RenderingTests", dependencies: ["Rendering"], resources: [.copy("Fixtures")]),
        .target(name: "Planning", dependencies: ["Assets"]),
        .testTarget(name: "PlanningTests", dependencies: ["Planning"], resources: [.copy("Fixtures")]),

        // Floor 2: the model, the furniture, the rewards, the database.
        .target(
            name: "VLM", dependencies: ["Tensors", "Imaging", "JSON"], resources: [.copy("DefaultModel/Trained")]),
        .testTarget(name: "VLMTests", dependencies: ["FuzzTargets", "VLM"], resources: [.copy("Fixtures")]),
        .target(
            name: "FuzzTargets", dependencies: ["Assets", "Embeddings", "Imaging", "JSON", "Tensors", "VLM"],
            path: "Fuzzing/Targets"),
        .target(name: "Assets", dependencies: ["CZlib", "Imaging", "JSON", "SceneGraph"]),
        .testTarget(
            name: "AssetsTests", dependencies: ["Assets", "Embeddings", "Imaging", "JSON"],
            resources: [.copy("Fixtures")]),
        .target(name: "Rewards", dependencies: ["JSON", "SceneGraph"]),
        .testTarget(
            name: "RewardsTests", dependencies: ["JSON", "Rewards", "SceneGraph"], resources: [.copy("Fixtures")]),
        .target(
            name: "Persistence",
            dependencies: ["SceneGraph", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        .testTarget(name: "PersistenceTests", dependencies: ["Persistence"]),

        // Floor 1: pure foundations.
        .target(name: "HTTPClient", dependencies: ["CCurl", "JSON"]),
        .target(name: "JSON"),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .target(name: "SceneGraph", dependencies: ["JSON"]),
        .testTarget(name: "SceneGraphTests", dependencies: ["SceneGraph"]),
        .target(name: "Imaging", dependencies: ["CImageCodecs"]),
        .testTarget(name: "ImagingTests", dependencies: ["Imaging"]),
        .target(name: "Tensors", dependencies: ["CKernels", "COpenBLAS"]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
        .target(
            name: "HTTPServer",
            dependencies: ["CSockets", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer"]),

        // Floor 0: C kernels, shims and the system's libraries.
        .target(name: "CKernels"),
        .target(name: "CSockets"),
        .target(name: "CImageCodecs", dependencies: ["CPNG", "CJPEG", "CZlib"]),
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    ],
    swiftLanguageModes: [.v6]
)

// scripts/fuzz links the targets with libFuzzer by itself.
if Context.environment["METASPATIAL_FUZZING"] != nil {
    package.products.append(.library(name: "FuzzTargets", type: .static, targets: ["FuzzTargets"]))
}
