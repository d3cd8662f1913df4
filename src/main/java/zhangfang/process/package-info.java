/**
 * What pages want to know of running processes, in our own words: diagrams with the state of an instance on them, deadlines to
 * come, incidents. Asked by {@code web}, answered by {@code flow}.
 */
package zhangfang.process;
