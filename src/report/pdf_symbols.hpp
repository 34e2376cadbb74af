#pragma once

#include <string>

#include "report/pdf_canvas.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::report {

/// Colour of what a phase opens; phase -1 is what exists already. Shapes differ as well, so that
/// grey paper is enough.
Color phase_color(int phase);
/// Fills or outlines the phase's shape (-1: circle; square, triangle, diamond, pentagon, triangle
/// down, star) of about `radius`.
void phase_shape(Canvas& canvas, int phase, double x, double y, double radius);
/// A site on the map: a House is filled, a representation hollow and smaller.
void site_mark(Canvas& canvas, int phase, bool is_house, double x, double y, double size = 1);

/// met, on_track, at_risk, not_met, no_data, described.
void verdict_sign(Canvas& canvas, const std::string& verdict, double x, double y,
                  double radius = 4.2);
Color verdict_color(const std::string& verdict);
/// A table's sign.
Sign sign_of_verdict(const std::string& verdict);

}  // namespace dostyq::report
