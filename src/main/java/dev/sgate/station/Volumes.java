package dev.sgate.station;

/** Gives access to what is mounted (port). The implementation may be another process one day: it alone touches the stick. */
public interface Volumes {
    Volume open(Mount mount);
}
