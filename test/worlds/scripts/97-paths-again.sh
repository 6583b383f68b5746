# Paths with numbers in them, steps and slices; columns from a file; templates from files.
# versions: 1.27,1.33
kubectl create deployment web --image=nginx --replicas=3
kubectl get pods -o jsonpath='{.items[::-1].kind}'
kubectl get pods -o jsonpath='{.items[2:0:-1].kind}'
kubectl get pods -o jsonpath='{.items[-5:].kind}'
kubectl get pods -o jsonpath='{.items[1:99].kind}'
kubectl get pods -o jsonpath='{.items[0,2].kind}'
kubectl get pods -o jsonpath='{.items[0,-1]["kind"]}'
kubectl get pods -o jsonpath="{.items[0]['kind','metadata'].name}"
kubectl get pods -o jsonpath='{range .items[*]}[{range .spec.containers[*]}{.name}{end}]{end}'
kubectl get pods -o jsonpath='{range .items[0:2]}{@.kind}{"\t\x41\u0042\n"}{end}'
kubectl get pods -o jsonpath='{.items[?(@.spec.containers[*].name=="nginx")].kind}'
kubectl get pods -o jsonpath='{.items[?(@.status.containerStatuses[0].restartCount<1)].kind}'
kubectl get pods -o jsonpath='{.items[?(0<1)].kind}'
kubectl get pods -o jsonpath='{.items[?(@.kind)].kind}'
kubectl get pods -o jsonpath='{.items[?(!@.nope)].kind}'
kubectl get pods -o jsonpath='{.items[?(@.metadata.name==@.metadata.name)].kind}'
kubectl get pods -o jsonpath='{.items[?(@.status.startTime>"2020")].kind}'
kubectl get pods -o jsonpath='{.items[?(@.spec.hostNetwork==true)].kind}'
kubectl get pods -o jsonpath='{.items[?(@.spec.enableServiceLinks==true)].kind}'
kubectl get pods -o jsonpath='{.items[?(@.kind=="Po\"d")].kind}'
kubectl get pods -o jsonpath='{..[0].kind}'
kubectl get pods -o jsonpath='{ .kind }-{  .apiVersion}'
kubectl get pods -o jsonpath='{.items[0].spec.terminationGracePeriodSeconds}{1}{1.5}{true}{"a"}'
kubectl get pods -o jsonpath="{'single'}{\"double\"}"
kubectl get pods -o jsonpath='{.items[0].metadata.labels.app\.x}'
kubectl get pods -o jsonpath='a{{b}}c'
kubectl get pods -o jsonpath='{/}'
kubectl get pods -o jsonpath='{.items[1:2:3:4]}'
kubectl get pods -o jsonpath='{.items[ 0 ].kind}'
kubectl get pods -o jsonpath='{.items[00].kind}'
kubectl get pods -o jsonpath='{.items[0x1].kind}'
kubectl get deploy -o jsonpath-as-json='{.items[*].metadata.labels}'
kubectl get deploy -o jsonpath-as-json='{.items[*].spec.replicas}{.kind}'
kubectl get deploy -o jsonpath-as-json='{range .items[*]}{.kind}{end}'
kubectl get deploy -o jsonpath-as-json='text'
printf 'A     B\n.kind .metadata.name\n' > c.txt; kubectl get deploy -o custom-columns-file=c.txt --no-headers
printf 'A     B\n.kind\n' > c.txt; kubectl get deploy -o custom-columns-file=c.txt
printf '' > c.txt; kubectl get deploy -o custom-columns-file=c.txt
printf '{.items[*].kind}\n' > j.txt; kubectl get deploy -o jsonpath-file=j.txt
printf '{{.kind}}\n' > t.txt; kubectl get deploy -o go-template-file=t.txt; kubectl get deploy -o templatefile=t.txt; kubectl get deploy --template=t.txt
