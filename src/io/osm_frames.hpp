#pragma once

#include "base/error.hpp"
#include "io/osm.hpp"

namespace dostyq::io {

/// Walks the frames of a PBF file (a length, a header, a block) without unpacking them: a file that
/// was cut inside a frame, or ends in zeros as an unfinished download does, is osm.cut, which says
/// after how many bytes of how many. Reads a few hundred bytes for each frame.
/// Format: https://wiki.openstreetmap.org/wiki/PBF_Format
Result<void> check_pbf_frames(const OsmSource& source);

}  // namespace dostyq::io
